//! Values made to hurt, each of the type that is asked for; and values of another type.

use async_graphql::parser::types::{BaseType, Type};
use serde_json::{Map, Value, json};

use crate::chance::Chance;
use tests::sdl::{Argument, Input, Operation, Sdl};

/// Texts nobody types by chance.
const TEXTS: [&str; 44] = [
    "",
    " ",
    "\u{0}",
    "a\u{0}b",
    "\u{202e}gpj.exe",
    "\u{200b}\u{200d}\u{feff}",
    "\u{7f}\u{85}\u{2028}",
    "e\u{301}\u{323}",
    "💶👨‍👩‍👧",
    "ﷺ",
    "İIıi",
    "' OR 1=1 --",
    "'; DROP TABLE events; --",
    "\" OR \"\"=\"",
    "%' UNION SELECT key FROM subject_key --",
    "\\",
    "%",
    "_",
    "$1",
    "../../etc/passwd",
    "${jndi:ldap://x}",
    "<script>alert(1)</script>",
    "%s%n%x%00",
    "a@example.test\r\nBcc: b@example.test",
    "=cmd|' /C calc'!A0",
    "-1",
    "0",
    "00",
    "1e309",
    "NaN",
    "9223372036854775808",
    "99999999999999999999999999999999",
    "0000-00-00",
    "2026-13-45",
    "0001-01-01",
    "+262142-12-31",
    "-262143-01-01",
    "31/12/9999",
    "00000000-0000-0000-0000-000000000000",
    "null",
    "[]",
    "{\"a\":1}",
    "*",
    "302000000000000000",
];

const CENTS: [i64; 7] = [i64::MIN, i64::MAX, -1, 0, 1, 100_000_000_000, 99_999_999_999];
const INTS: [i64; 6] = [i32::MIN as i64, i32::MAX as i64, -1, 0, 1, 101];
const DAYS: [&str; 6] = ["2026-02-28", "0001-01-01", "9999-12-31", "-0001-12-31", "+200000-01-01", "+262142-12-31"];

/// What somebody who is no stranger would send, by the name of the argument.
pub(crate) type Known = Vec<(&'static str, String)>;

/// Makes values.
pub(crate) struct Maker<'a> {
    pub(crate) sdl: &'a Sdl,
    pub(crate) known: &'a Known,
    pub(crate) chance: Chance,
}

impl Maker<'_> {
    /// The variables of an operation, every one of its type.
    pub(crate) fn variables(&mut self, operation: &Operation, slim: bool) -> Value {
        let mut variables = self.object(&operation.arguments);
        if !slim && operation.arguments.iter().any(|argument| argument.name == "first") {
            // What a page may cost is bounded by the document, apart from what it is asked with.
            variables.insert("first".to_owned(), json!(1));
        }
        Value::Object(variables)
    }

    /// The same with one value replaced by something of another type, taken away, or added.
    pub(crate) fn broken(&mut self, operation: &Operation) -> Value {
        let mut variables = self.variables(operation, true);
        let mut place = &mut variables;
        loop {
            let deeper = self.chance.percent(60);
            let keys: Vec<String> = match &*place {
                Value::Object(fields) if deeper => fields.keys().cloned().collect(),
                Value::Array(items) if deeper => (0..items.len()).map(|at| at.to_string()).collect(),
                _ => Vec::new(),
            };
            let Some(key) = self.chance.pick(&keys) else { break };
            place = match place {
                Value::Array(items) => &mut items[key.parse::<usize>().unwrap()],
                other => &mut other[key.as_str()],
            };
        }
        *place = self.strange();
        variables
    }

    fn object(&mut self, arguments: &[Argument]) -> Map<String, Value> {
        let mut object = Map::new();
        for argument in arguments {
            if argument.optional && self.chance.percent(35) {
                continue;
            }
            let value = if argument.ty.nullable && self.chance.percent(10) {
                Value::Null
            } else {
                self.value(&argument.ty, &argument.name)
            };
            object.insert(argument.name.clone(), value);
        }
        object
    }

    fn value(&mut self, ty: &Type, name: &str) -> Value {
        let named = match &ty.base {
            BaseType::List(inner) => {
                let length = [0, 1, 2, 5, 40][self.chance.below(5)];
                return (0..length).map(|_| self.value(inner, name)).collect();
            }
            BaseType::Named(named) => named.as_str(),
        };
        match self.sdl.input(named) {
            Input::Enum(values) => json!(values[self.chance.below(values.len())]),
            Input::Object(fields) => Value::Object(self.object(&fields)),
            Input::Scalar => match named {
                "String" => json!(self.text(name)),
                "Int" => json!(INTS[self.chance.below(INTS.len())]),
                "Cents" => json!(CENTS[self.chance.below(CENTS.len())]),
                "Boolean" => json!(self.chance.percent(50)),
                "Date" => json!(DAYS[self.chance.below(DAYS.len())]),
                other => panic!("{other} is a new scalar: let this test know what hurts it"),
            },
        }
    }

    fn text(&mut self, name: &str) -> String {
        let known: Vec<&String> = self.known.iter().filter(|(of, _)| *of == name).map(|(_, value)| value).collect();
        if let Some(known) = self.chance.pick(&known).filter(|_| self.known.len() > 1) {
            if self.chance.percent(60) {
                return (*known).clone();
            }
            if self.chance.percent(30) {
                return self.bent(known);
            }
        }
        match self.chance.below(12) {
            0 => "x".repeat(5_000),
            1 => "e\u{301}".repeat(700),
            2 => "[".repeat(3_000),
            3 => "9".repeat(400),
            _ => TEXTS[self.chance.below(TEXTS.len())].to_owned(),
        }
    }

    /// Something known with one character changed, lost, doubled or replaced by a text that hurts.
    fn bent(&mut self, known: &str) -> String {
        let characters: Vec<char> = known.chars().collect();
        if characters.is_empty() {
            return " ".to_owned();
        }
        let at = self.chance.below(characters.len());
        let (before, after): (String, String) = (characters[..at].iter().collect(), characters[at + 1..].iter().collect());
        match self.chance.below(4) {
            0 => format!("{before}{after}"),
            1 => format!("{before}{0}{0}{after}", characters[at]),
            2 => format!("{before}{}{after}", TEXTS[self.chance.below(TEXTS.len())]),
            _ => known.to_uppercase(),
        }
    }

    fn strange(&mut self) -> Value {
        let mut deep = json!("x");
        for _ in 0..60 {
            deep = json!([deep]);
        }
        let all = [
            Value::Null,
            json!(true),
            json!(0),
            json!(-1.5),
            json!(1e300),
            json!(i64::MIN),
            json!(u64::MAX),
            json!("x"),
            json!("NO_SUCH_VALUE"),
            json!([]),
            json!([[]]),
            json!({}),
            json!({ "__proto__": { "a": 1 } }),
            json!({ "": null }),
            json!(vec![0; 3_000]),
            deep,
        ];
        all[self.chance.below(all.len())].clone()
    }
}
