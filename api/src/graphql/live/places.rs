//! Places for those who watch: so many in all, so many for one network.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::graphql::caps::TooOften;
use crate::graphql::gate::Refused;
use crate::http::ClientNetwork;

/// The most connections of one network.
const PER_NETWORK: u32 = 50;
/// Seconds after which a refused client may try again.
const LATER: u32 = 30;

/// The places of one process. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    subscriptions: Arc<Semaphore>,
    networks: Arc<Mutex<HashMap<ClientNetwork, u32>>>,
}

/// A connection's place among those of its network.
#[derive(Debug)]
pub(super) struct Place {
    places: Places,
    network: ClientNetwork,
}

impl Places {
    /// `most` subscriptions at once, over all connections.
    pub(crate) fn new(most: u32) -> Self {
        let subscriptions = Arc::new(Semaphore::new(usize::try_from(most).unwrap_or(usize::MAX)));
        Self { subscriptions, networks: Arc::default() }
    }

    /// A connection from this network.
    pub(super) fn enter(&self, network: ClientNetwork) -> Result<Place, Refused> {
        let mut networks = self.networks.lock().unwrap_or_else(PoisonError::into_inner);
        let count = networks.entry(network).or_default();
        if *count >= PER_NETWORK {
            return Err(Self::full());
        }
        *count += 1;
        Ok(Place { places: self.clone(), network })
    }

    /// A subscription; its place is free again when the permit is dropped.
    pub(super) fn subscribe(&self) -> Result<OwnedSemaphorePermit, Refused> {
        self.subscriptions.clone().try_acquire_owned().map_err(|_| Self::full())
    }

    /// What is answered when no place is free.
    pub(super) const fn full() -> Refused {
        Refused::TooOften(TooOften(LATER))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut networks = self.places.networks.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = networks.get_mut(&self.network) {
            *count -= 1;
            if *count == 0 {
                networks.remove(&self.network);
            }
        }
    }
}
