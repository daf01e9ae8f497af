//! What is asked for at the door and decided later, so that neither the answer nor the work for it tells whether anybody has
//! an address: the request is kept, sealed, and a job decides it in a moment.

use doorward_core::id::RequestId;
use doorward_core::moment::Moment;
use doorward_store::requests::{StoredRequest, request_put, request_take, requests_wait};
use doorward_store::tenants::tenant_find;
use doorward_store::{StoreError, Tx};
use serde::{Deserialize, Serialize};

use super::{App, Caller, Error, Result, Visit};

/// So many requests may wait in an account, at most: a job decides them within a second.
const MOST_REQUESTS: u64 = 10_000;

/// What is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Wish {
    /// A link to set a new password.
    NewPassword,
    /// A link to register.
    Registration,
}

/// A request, before it is sealed.
#[derive(Serialize, Deserialize)]
struct Asked {
    wish: Wish,
    address: String,
    caller: Caller,
}

impl App {
    /// Keeps a request: one insert, the same for everybody.
    pub(super) async fn keep_request(&self, visit: &mut Visit, wish: Wish, address: &str) -> Result<()> {
        let asked = Asked { wish, address: address.to_owned(), caller: visit.caller.clone() };
        let plain = serde_json::to_vec(&asked).map_err(|_| Error::Gone("a request that can be written"))?;
        let id = RequestId::new(&mut visit.moment);
        let sealed = self.0.key.seal(&plain, &format!("request/{id}"), &mut visit.moment)?;
        let request = StoredRequest { tenant: visit.tenant.id, id, asked: sealed };
        let kept = self.0.store.write(move |tx| request_put(tx, &request, MOST_REQUESTS)).await?;
        if kept { Ok(()) } else { Err(Error::Crowded) }
    }

    /// Decides every request that waits, each in one transaction.
    ///
    /// # Errors
    /// [`Error`]; what was not decided waits.
    pub async fn decide_requests(&self) -> Result<()> {
        while self.0.store.read(requests_wait).await? {
            let (mut moment, app) = (self.moment()?, self.clone());
            let decide = move |tx: &mut Tx<'_>| app.decide_request(tx, &mut moment);
            self.0.store.write(decide).await?;
        }
        Ok(())
    }

    fn decide_request(&self, tx: &mut Tx<'_>, moment: &mut Moment) -> Result<(), StoreError> {
        let Some(request) = request_take(tx)? else { return Ok(()) };
        let opened = self.0.key.open(&request.asked, &format!("request/{}", request.id)).ok();
        let asked = opened.and_then(|plain| serde_json::from_slice::<Asked>(plain.expose()).ok());
        let (Some(asked), Some(tenant)) = (asked, tenant_find(tx, &request.tenant)?) else { return Ok(()) };
        let from = asked.caller.address;
        let mut journal = self.journal_of(tenant, asked.caller, moment);
        match asked.wish {
            Wish::NewPassword => self.decide_reset(tx, &mut journal, &asked.address),
            Wish::Registration => {
                self.decide_registration(tx, &mut journal, request.id, &asked.address, from)
            }
        }
    }
}
