//! What was decided of the second factor at a sign-in: kept with it, so that it can be told why.

use serde::{Deserialize, Serialize};

use crate::id::{DeviceId, ExemptionId};
use crate::moment::Time;
use crate::policy::Rule;
use crate::trusted_device::Distrusted;

/// What was decided, and what it rested on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Decision {
    /// By which rule.
    pub rule: Rule,
    /// Of which version of the policy.
    pub policy_version: u64,
    /// The trusted device that stood in for the second factor.
    pub device: Option<DeviceId>,
    /// Why the device that the browser came with was not trusted; none when it came with none.
    pub distrusted: Option<Distrusted>,
    /// The exemption that it rested on; none in entries of before there were any.
    #[serde(default)]
    pub exemption: Option<ExemptionId>,
    /// Until when the person was excused: by an exemption, a deadline or a grace.
    #[serde(default)]
    pub excused_until: Option<Time>,
}
