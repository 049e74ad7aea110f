//! The SOAP services the pagoPA Node calls.
