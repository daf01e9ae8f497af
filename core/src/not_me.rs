//! "This was not me": what the link in a letter about somebody's security may do, and what it may not.
//!
//! Whoever uses it proves no more than that a letter reached them, perhaps at an address that is the person's no more. So it
//! only ever takes away: sessions, trusted devices, links, the password. What it opens is a way back that asks for more than
//! the link. See decision 0025.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::user::Standing;

/// The link works so long: a letter is read after a holiday of a week.
pub const LIVES_FOR: Duration = Duration::from_secs(7 * 86_400);

/// What is known when somebody uses the link.
#[derive(Clone, Copy, Debug)]
pub struct Report {
    /// The person's standing.
    pub standing: Standing,
    /// Whether the letter went to the address that is theirs now.
    pub to_their_address: bool,
    /// Whether they have a second factor, and none that is younger than the letter: whoever it guards against has none.
    pub only_older_factors: bool,
    /// Whether nobody else who can sign in owns the account.
    pub last_owner: bool,
}

/// How a person comes back whose account was closed to everybody by their link.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WayBack {
    /// By a link to a new password, mailed to their address.
    Mailed,
    /// By a link to a new password, mailed to the address that was theirs: a second factor that they had before is asked for.
    MailedToFormer,
    /// By an administrator, who lets them in again.
    KeptOut,
    /// By whoever administers the account or runs the server.
    Help,
}

/// Why nothing was done.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// The link was used.
    Used,
    /// It is too old.
    TooOld,
    /// The person was archived, or is not here yet.
    Gone,
}

impl Report {
    /// The way back that is opened.
    ///
    /// An address that is no longer the person's may be a thief's doing, or the mailbox that an employer kept. Its holder gets in
    /// with a second factor that the person had before, or not at all. Without one, somebody has to look: by an address that is
    /// in dispute nobody gets in either.
    pub fn way_back(self) -> WayBack {
        match self.standing {
            Standing::Active if self.to_their_address => WayBack::Mailed,
            Standing::Active if self.only_older_factors => WayBack::MailedToFormer,
            // The account keeps an owner, whatever happens.
            Standing::Active if !self.last_owner => WayBack::KeptOut,
            _ => WayBack::Help,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: Report = Report {
        standing: Standing::Active,
        to_their_address: true,
        only_older_factors: false,
        last_owner: false,
    };

    #[test]
    fn whoever_reads_their_mail_gets_a_link_to_a_new_password_there() {
        for only_older_factors in [false, true] {
            for last_owner in [false, true] {
                let report = Report { only_older_factors, last_owner, ..REPORT };
                assert_eq!(report.way_back(), WayBack::Mailed);
            }
        }
    }

    #[test]
    fn an_old_mailbox_opens_nothing_without_a_factor_that_was_there_before() {
        let old = Report { to_their_address: false, ..REPORT };
        assert_eq!(Report { only_older_factors: true, ..old }.way_back(), WayBack::MailedToFormer);
        assert_eq!(old.way_back(), WayBack::KeptOut);
        assert_eq!(
            Report { last_owner: true, ..old }.way_back(),
            WayBack::Help,
            "the account keeps an owner"
        );
    }

    #[test]
    fn who_may_not_sign_in_gets_no_way_in_by_it() {
        for standing in [Standing::Suspended, Standing::Archived, Standing::Erased, Standing::Invited] {
            for to_their_address in [false, true] {
                let report = Report { standing, to_their_address, only_older_factors: true, ..REPORT };
                assert_eq!(report.way_back(), WayBack::Help, "{standing:?}");
            }
        }
    }
}
