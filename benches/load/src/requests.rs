//! What is asked, and of the echo, messages of the same size.

use prost::Message;
use prost::bytes::Bytes;
use prost_types::Timestamp;
use wire::evaluate_request::Event;

use crate::client::Call;
use crate::echo::payload;

/// The contract, as any client generates it.
#[allow(clippy::all)]
pub mod wire {
    tonic::include_proto!("clausula.v1");
}

/// What cancelling costs under the terms of MultiDonnas when the notice comes after closing time on a Friday.
pub fn request(detail: wire::Detail) -> wire::EvaluateRequest {
    let at = |seconds| Some(Timestamp { seconds, nanos: 0 });
    let money = |minor_units| Some(wire::Money { currency_code: "EUR".to_owned(), minor_units });
    let mut request = wire::EvaluateRequest {
        request_id: "9f1c8c52-0d8c-4c1e-9a53-7c2f6a1f0e11".to_owned(),
        policy_id: "multidonnas".to_owned(),
        event: Some(Event::Cancellation(wire::Cancellation { received_at: at(1_785_511_860), cancelled_count: 0 })),
        agreement: Some(wire::Agreement {
            price: money(125_000),
            concluded_at: at(1_780_308_000),
            starts_at: at(1_789_372_800),
            payments: vec![wire::Payment { paid_at: at(1_780_394_400), amount: money(125_000) }],
            ..wire::Agreement::default()
        }),
        ..wire::EvaluateRequest::default()
    };
    request.set_detail(detail);
    if let Some(agreement) = &mut request.agreement {
        agreement.set_customer_type(wire::CustomerType::Consumer);
        agreement.set_product_type(wire::ProductType::Event);
    }
    request
}

/// 75% of € 1,250.00: the notice counts as given on the next working day.
pub fn check(answer: &Bytes) {
    let response = wire::EvaluateResponse::decode(answer.clone()).expect("an answer");
    let decision = response.decision.expect("a decision");
    let charged = decision.settlement.and_then(|settlement| settlement.charged).expect("a settlement");
    assert_eq!(charged.minor_units, 93_750);
}

pub fn unary(request: &wire::EvaluateRequest) -> Call {
    Call { path: "/clausula.v1.EvaluatorService/Evaluate", message: request.encode_to_vec().into() }
}

/// One message of a stream with the same question so many times.
pub fn several(request: &wire::EvaluateRequest, count: usize) -> Call {
    let message = wire::EvaluateStreamRequest { requests: vec![request.clone(); count] };
    Call { path: "/clausula.v1.EvaluatorService/EvaluateStream", message: message.encode_to_vec().into() }
}

/// The echo of one message with the bytes of a request.
pub fn echoed(request: &wire::EvaluateRequest) -> Call {
    Call { path: "/clausula.echo.Echo/Unary", message: payload(request.encoded_len()).encode_to_vec().into() }
}

pub fn echoed_stream(request: &wire::EvaluateRequest) -> Call {
    Call { path: "/clausula.echo.Echo/Stream", ..echoed(request) }
}
