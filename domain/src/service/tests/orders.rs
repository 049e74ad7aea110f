//! Whatever is asked in whatever order: the service is what a model of four lines says it is, and refusals change nothing.

use proptest::prelude::*;
use serde_json::json;

use super::super::{Service, ServiceCommand as Command, ServiceDefinition};
use super::{fine, read};
use crate::aggregate::Decider;
use crate::specimen::tell;

#[derive(Clone, Copy, Debug)]
enum Order {
    Define(usize),
    Amend(usize),
    Enable,
    Disable,
}

fn order() -> impl Strategy<Value = Order> {
    prop_oneof![
        (0..3_usize).prop_map(Order::Define),
        (0..3_usize).prop_map(Order::Amend),
        Just(Order::Enable),
        Just(Order::Disable),
    ]
}

/// Two definitions, and one that contradicts itself.
fn definitions() -> [ServiceDefinition; 3] {
    let (mut other, mut wrong) = (fine(), fine());
    other["name"]["it"] = json!("Multa");
    wrong["policies"] = json!({ "days_to_pay": 0 });
    [read(&fine()), read(&other), read(&wrong)]
}

proptest! {
    #[test]
    fn a_service_is_what_was_accepted_last(orders in prop::collection::vec(order(), 0..30)) {
        let definitions = definitions();
        let (mut service, mut model) = (Service::default(), (None, false));
        for order in orders {
            let command = match order {
                Order::Define(which) => Command::Define(Box::new(definitions[which].clone())),
                Order::Amend(which) => Command::Amend(Box::new(definitions[which].clone())),
                Order::Enable => Command::Enable,
                Order::Disable => Command::Disable,
            };
            let before = (service.clone(), model);
            match order {
                Order::Define(which) if which < 2 && model.0.is_none() => model.0 = Some(which),
                Order::Amend(which) if which < 2 && model.0.is_some() => model.0 = Some(which),
                Order::Enable if model.0.is_some() => model.1 = true,
                Order::Disable if model.0.is_some() => model.1 = false,
                _ => {}
            }
            let told = tell(&mut service, command.clone());
            prop_assert_eq!(service.definition(), model.0.map(|which| &definitions[which]));
            prop_assert_eq!(service.enabled(), model.1);
            let written = told.as_ref().map_or(0, Vec::len);
            prop_assert_eq!(written == 1, before.1 != model, "{:?}", told);
            if written == 0 {
                prop_assert_eq!(&service, &before.0);
            } else {
                prop_assert!(service.decide(command).is_ok_and(|again| again.is_empty()), "the same again is already done");
            }
        }
    }
}
