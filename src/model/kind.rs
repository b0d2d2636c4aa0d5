//! The kinds of event and the tracks of participation.

use strum::{Display, EnumIter, EnumString, IntoStaticStr, VariantNames};

/// What an event does. The words are those of the record format.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Debug,
    PartialOrd,
    Ord,
    Display,
    EnumIter,
    EnumString,
    IntoStaticStr,
    VariantNames,
    serde::Serialize,
    serde::Deserialize,
)]
#[strum(serialize_all = "kebab-case")]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words of design section 3")]
pub enum Kind {
    Form,
    Rename,
    Dissolve,
    Succeed,
    Invite,
    Pledge,
    Decline,
    Debate,
    Join,
    Extend,
    Narrow,
    Leave,
    Expel,
    Suspend,
    Resume,
    Authorise,
    Renew,
    Revoke,
    Refuse,
    Deploy,
    Withdraw,
    Operate,
    Cease,
    Adjust,
    Restrict,
    Lift,
    Request,
    Consent,
    WithdrawConsent,
    Statement,
    Observe,
}

impl Kind {
    /// Whether the act may be the coalition's own, without an actor.
    pub fn may_lack_actor(self) -> bool {
        use Kind::*;
        matches!(
            self,
            Form | Rename
                | Succeed
                | Dissolve
                | Restrict
                | Lift
                | Suspend
                | Resume
                | Statement
                | Observe
        )
    }

    /// Whether the act means nothing without a coalition. Others give no standing without one.
    pub fn needs_coalition(self) -> bool {
        use Kind::*;
        matches!(
            self,
            Form | Rename
                | Succeed
                | Dissolve
                | Join
                | Extend
                | Narrow
                | Leave
                | Expel
                | Suspend
                | Resume
        )
    }

    /// Whether the act may open restrictions.
    pub fn may_restrict(self) -> bool {
        use Kind::*;
        matches!(self, Restrict | Join | Authorise | Extend | Deploy | Renew)
    }

    /// Whether the act may lift restrictions.
    pub fn may_lift(self) -> bool {
        self == Kind::Lift || (self.may_restrict() && self != Kind::Restrict)
    }

    /// The track whose cells the act opens.
    pub fn opens(self) -> Option<Track> {
        use Kind::*;
        match self {
            Join | Extend => Some(Track::Declared),
            Authorise | Renew => Some(Track::Authorised),
            Deploy => Some(Track::Deployed),
            Operate => Some(Track::Operating),
            _ => None,
        }
    }

    /// The track whose cells the act closes within its scope.
    pub fn closes(self) -> Option<Track> {
        use Kind::*;
        match self {
            Narrow => Some(Track::Declared),
            Revoke => Some(Track::Authorised),
            Withdraw => Some(Track::Deployed),
            Cease => Some(Track::Operating),
            _ => None,
        }
    }

    /// Whether the act ends the whole membership.
    pub fn ends_membership(self) -> bool {
        matches!(self, Kind::Leave | Kind::Expel)
    }

    /// Whether the act begins a coalition.
    pub fn begins_coalition(self) -> bool {
        matches!(self, Kind::Form | Kind::Succeed)
    }
}

/// One of the four lines along which participation runs.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Debug,
    PartialOrd,
    Ord,
    Default,
    Display,
    EnumIter,
    EnumString,
    IntoStaticStr,
    VariantNames,
    serde::Serialize,
    serde::Deserialize,
)]
#[strum(serialize_all = "kebab-case")]
#[serde(rename_all = "kebab-case")]
pub enum Track {
    /// Said to take part.
    #[default]
    Declared,
    /// Allowed to by its own parliament or government.
    Authorised,
    /// Forces stand there.
    Deployed,
    /// Forces act there.
    Operating,
}

impl Track {
    /// Whether a scope on it is a permission, which holds for every place within the one named.
    pub fn is_permission(self) -> bool {
        matches!(self, Track::Declared | Track::Authorised)
    }
}
