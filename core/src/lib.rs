//! Every decision of Doorward.
//!
//! Nothing here does I/O, reads a clock or knows of HTTP: data in, decision out. A refusal is a value: what judges returns
//! it as its `Err`, and no flow passes it on by `?`, which would undo what was written.
//!
//! | where | what is decided |
//! | --- | --- |
//! | [`moment`] | the only source of time, ids and secrets |
//! | [`id`], [`secret`] | typed ids; values that no log prints, tokens, sealing at rest |
//! | [`tenant`], [`user`] | accounts and their addresses; people, roles, user types |
//! | [`authority`] | who may do what to whom |
//! | [`batch`] | many people at once: an import or an act, looked at before it is done; [`people_file`] reads the file of an import |
//! | [`finding`] | how people are found: what is kept of a name, and what a search is |
//! | [`policy`] | *whether* a second factor is asked for at a sign-in: here and nowhere else |
//! | [`class`] | people who are alike in all that decides what a sign-in asks of them |
//! | [`rollout`] | what a change of the policy comes to for everybody, before it is made; [`csv`] tells it to a spreadsheet |
//! | [`deadline`] | by when a second factor that is required has to be there |
//! | [`pause`] | a roll-out that pauses by itself: when, and for how long |
//! | [`exemption`] | of whom no second factor is required for a while |
//! | [`decision`] | why it was asked for or not, as it is kept with a sign-in |
//! | [`dashboard`] | what the dashboard counts of a day |
//! | [`trusted_device`] | whether a browser is one in which a person is not asked again |
//! | [`factor`] | *how* a factor is judged: password, passkey, passcode, recovery code; the only makers of `Verified` |
//! | [`signin`] | the sign-in machine: the only maker of `Done`, without which there is no session |
//! | [`enrolment`] | setting up an authenticator |
//! | [`session`] | how long a session lasts, what it proves, when a step-up is due |
//! | [`group`] | groups of people, by which they are found and acted on |
//! | [`grant`] | what lets a person set up a new second factor who has lost every one |
//! | [`caller_proof`] | whether a caller is who they say: who may ask, and what an answer comes to |
//! | [`recovery`] | who may let whom in again, from when that counts, and the restricted session |
//! | [`registration`] | who may sign up, and how many mails strangers may have sent by it |
//! | [`phone`], [`sms`] | phone numbers, and the countries that text messages go to; how many are sent, and what they say |
//! | [`mail_test`] | whether mail was proven to arrive |
//! | [`throttle`] | the two ledgers of tries |
//! | [`language`] | how a person wants to be spoken to |
//! | [`brand`], [`colour`], [`logo`] | how an account looks: which colours can be read, and which files are a logo |
//! | [`event`], [`letter`] | what happened, and whom it is told |
//! | [`audit`] | whether the log is still what was written down |
//! | [`report`] | the 2FA status report: of whom, who may fetch it, what is in it |
//! | [`csv`] | lines of CSV that no spreadsheet takes for formulas |
//! | [`not_me`] | what a link "this was not me" does, and how its person comes back |
//!
//! Read [`policy`] and [`signin`] first.

#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::unreachable
    )
)]

pub mod audit;
pub mod authority;
pub mod batch;
pub mod brand;
pub mod caller_proof;
pub mod class;
pub mod colour;
pub mod csv;
pub mod dashboard;
pub mod deadline;
pub mod decision;
pub mod enrolment;
pub mod event;
pub mod exemption;
pub mod factor;
pub mod finding;
pub mod grant;
pub mod group;
pub mod id;
pub mod language;
pub mod letter;
pub mod logo;
pub mod mail_test;
pub mod moment;
pub mod not_me;
pub mod pause;
pub mod people_file;
pub mod phone;
pub mod policy;
pub mod recovery;
pub mod registration;
pub mod report;
pub mod rollout;
pub mod secret;
pub mod session;
pub mod signin;
pub mod sms;
pub mod tenant;
pub mod throttle;
pub mod trusted_device;
pub mod user;
