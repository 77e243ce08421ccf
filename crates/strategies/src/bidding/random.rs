//! Random bidding: any outcome that beats the BATNA, each equally likely.

use zopa_core::{Dice, View};

use super::{Bidding, Plan};
use crate::{
    boa::OpponentModel,
    catalogue::{Entry, SpecResult},
    repertoire::Repertoire,
};

/// Bids any acceptable outcome, each equally likely.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Random;

pub(crate) const ENTRY: Entry<Box<dyn Bidding>> = Entry {
    name: "random",
    revision: 1,
    summary: "any outcome worth no less than the BATNA, each equally likely",
    parameters: &[],
    source: "baseline; as Genius's RandomParty, but never below the BATNA",
    build: |_| -> SpecResult<Box<dyn Bidding>> { Ok(Box::new(Random)) },
};

impl Bidding for Random {
    fn listens(&self) -> bool {
        false
    }

    fn renew(&mut self) -> bool {
        true
    }

    fn plan(&mut self, view: &View<'_>, _: &dyn OpponentModel, dice: &mut Dice) -> Option<Plan> {
        Repertoire::of(view.preferences()).any(dice).map(|bid| Plan::of(view, bid))
    }
}
