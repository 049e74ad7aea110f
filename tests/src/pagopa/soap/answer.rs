//! Reading a station's answers, once they are known to be valid.

use roxmltree::{Document, Node};
use serde::Serialize;

use super::envelope::{BadMessage, body_root};
use super::operation::Operation;
use super::schema::{self, Violation};
use crate::pagopa::amount::Cents;
use crate::pagopa::payment_data::{Destination, PaymentData, Subject, Transfer};

/// What a station answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// KO with its fault: a refusal by the creditor institution.
    Refused(StationFault),
    /// OK to a verification.
    Verified(VerifiedNotice),
    /// OK to an activation.
    Payment(Box<PaymentData>),
    /// OK to a receipt.
    Received,
    /// OK to a demand.
    Demanded(DemandedNotice),
}

/// `fault`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StationFault {
    /// `faultCode`.
    pub code: String,
    /// `faultString`.
    pub text: String,
    /// `id`: the creditor institution or its broker.
    pub id: String,
    /// `description`.
    pub description: Option<String>,
}

/// The content of a positive `paVerifyPaymentNoticeRes`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerifiedNotice {
    /// The one payment option.
    pub option: PaymentOption,
    /// `paymentDescription`.
    pub description: String,
    /// `fiscalCodePA`.
    pub creditor: String,
    /// `companyName`.
    pub company_name: String,
    /// `officeName`.
    pub office_name: Option<String>,
}

/// `paymentOptionDescription`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PaymentOption {
    /// `amount`.
    pub amount: Cents,
    /// `options`: only `EQ` is in use.
    pub options: String,
    /// `dueDate`, as written.
    pub due_date: Option<String>,
    /// `allCCP`: every share goes to a postal account.
    pub all_postal: bool,
}

/// The content of a positive `paDemandPaymentNoticeResponse`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DemandedNotice {
    /// The number of the notice that was created.
    pub notice: String,
    /// The rest, as in a verification.
    pub verified: VerifiedNotice,
}

/// Checks and reads an answer to `operation`.
pub(crate) fn read_answer(operation: Operation, xml: &str) -> Result<Answer, BadMessage> {
    let document = Document::parse(xml)?;
    let root = body_root(&document)?;
    let name = root.tag_name().name();
    if name != operation.response_root() {
        let reason = format!("expected {}, found {name}", operation.response_root());
        return Err(Violation::new("Envelope/Body", reason).into());
    }
    schema::check(root, operation.response_type(), name)?;
    let reader = Reader(root);
    if reader.required("outcome")? == "KO" {
        return Ok(Answer::Refused(fault(&reader.required_child("fault")?)?));
    }
    Ok(match operation {
        Operation::Verify => Answer::Verified(verified(&reader)?),
        Operation::GetPayment | Operation::GetPaymentV2 => Answer::Payment(Box::new(payment(&reader.required_child("data")?)?)),
        Operation::SendRt | Operation::SendRtV2 => Answer::Received,
        Operation::Demand => Answer::Demanded(DemandedNotice {
            notice: reader.required_child("qrCode")?.required("noticeNumber")?,
            verified: verified(&reader)?,
        }),
    })
}

fn fault(reader: &Reader<'_, '_>) -> Result<StationFault, Violation> {
    Ok(StationFault {
        code: reader.required("faultCode")?,
        text: reader.required("faultString")?,
        id: reader.required("id")?,
        description: reader.optional("description"),
    })
}

/// What the schema leaves optional is demanded of a positive answer (SANP, api-soap).
fn verified(reader: &Reader<'_, '_>) -> Result<VerifiedNotice, Violation> {
    let option = reader.required_child("paymentList")?.required_child("paymentOptionDescription")?;
    Ok(VerifiedNotice {
        option: PaymentOption {
            amount: option.amount("amount")?,
            options: option.required("options")?,
            due_date: option.optional("dueDate"),
            all_postal: ["true", "1"].contains(&option.required("allCCP")?.trim()),
        },
        description: reader.required("paymentDescription")?,
        creditor: reader.required("fiscalCodePA")?,
        company_name: reader.required("companyName")?,
        office_name: reader.optional("officeName"),
    })
}

fn payment(reader: &Reader<'_, '_>) -> Result<PaymentData, Violation> {
    let transfers = reader.required_child("transferList")?;
    Ok(PaymentData {
        iuv: reader.required("creditorReferenceId")?,
        amount: reader.amount("paymentAmount")?,
        due_date: reader.required("dueDate")?,
        description: reader.required("description")?,
        company_name: reader.optional("companyName"),
        office_name: reader.optional("officeName"),
        debtor: subject(&reader.required_child("debtor")?)?,
        transfers: transfers.children().map(|child| transfer(&child)).collect::<Result<_, _>>()?,
        metadata: metadata(reader)?,
    })
}

fn subject(reader: &Reader<'_, '_>) -> Result<Subject, Violation> {
    let identifier = reader.required_child("uniqueIdentifier")?;
    let detail = |child: Reader<'_, '_>| (child.name().to_owned(), child.content());
    Ok(Subject {
        kind: identifier.required("entityUniqueIdentifierType")?,
        code: identifier.required("entityUniqueIdentifierValue")?,
        full_name: reader.required("fullName")?,
        details: reader.children().skip(2).map(detail).collect(),
    })
}

fn transfer(reader: &Reader<'_, '_>) -> Result<Transfer, Violation> {
    let destination = match reader.child("richiestaMarcaDaBollo") {
        Some(stamp) => Destination::Stamp {
            document_hash: stamp.required("hashDocumento")?,
            province: stamp.required("provinciaResidenza")?,
        },
        None => Destination::Iban(reader.required("IBAN")?),
    };
    let id = reader.required("idTransfer")?;
    Ok(Transfer {
        id: id.trim().parse().map_err(|_| Violation::new("idTransfer", "is not 1 to 5"))?,
        amount: reader.amount("transferAmount")?,
        creditor: reader.required("fiscalCodePA")?,
        company_name: reader.optional("companyName"),
        destination,
        remittance: reader.required("remittanceInformation")?,
        category: reader.required("transferCategory")?,
        metadata: metadata(reader)?,
    })
}

fn metadata(reader: &Reader<'_, '_>) -> Result<Vec<(String, String)>, Violation> {
    let Some(metadata) = reader.child("metadata") else { return Ok(Vec::new()) };
    metadata.children().map(|entry| Ok((entry.required("key")?, entry.required("value")?))).collect()
}

/// An element being read.
struct Reader<'a, 'input>(Node<'a, 'input>);

impl<'a, 'input> Reader<'a, 'input> {
    fn name(&self) -> &'a str {
        self.0.tag_name().name()
    }

    fn children(&self) -> impl Iterator<Item = Self> + use<'a, 'input> {
        self.0.children().filter(Node::is_element).map(Reader)
    }

    fn child(&self, name: &str) -> Option<Self> {
        self.children().find(|child| child.name() == name)
    }

    fn required_child(&self, name: &str) -> Result<Self, Violation> {
        self.child(name).ok_or_else(|| Violation::new(self.name(), format!("{name} is missing")))
    }

    fn content(&self) -> String {
        self.0.children().filter_map(|child| child.text().filter(|_| child.is_text())).collect()
    }

    fn optional(&self, name: &str) -> Option<String> {
        self.child(name).map(|child| child.content())
    }

    fn required(&self, name: &str) -> Result<String, Violation> {
        Ok(self.required_child(name)?.content())
    }

    fn amount(&self, name: &str) -> Result<Cents, Violation> {
        let text = self.required(name)?;
        Cents::parse(text.trim()).ok_or_else(|| Violation::new(name, format!("{text:?} is no amount")))
    }
}
