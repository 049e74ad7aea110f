//! pagoPA Checkout seen from our side: what we send is what its contract asks for, whatever it answers becomes a typed
//! outcome, and the browser that comes back proves and learns nothing.

mod checkout {
    mod carts;
    mod client;
    mod contract;
    mod fixture;
    mod returns;
    mod server;
}
