//! HTTP/2 frames, well-formed or not, as bytes to send to a service.

use arbitrary::Arbitrary;

/// What a client sends, piece by piece.
#[derive(Arbitrary, Debug)]
pub enum Piece {
    /// The connection preface and empty settings.
    Greeting,
    /// The headers of a call to a method.
    Call { stream: u8, method: Method, end: bool },
    /// A gRPC message: its prefix says how long it is, or lies.
    Message { stream: u8, compressed: bool, claimed: Option<u32>, bytes: Vec<u8>, end: bool },
    /// Any frame.
    Frame { kind: u8, flags: u8, stream: u32, payload: Vec<u8> },
    /// Any bytes.
    Raw(Vec<u8>),
}

/// What is called.
#[derive(Arbitrary, Debug)]
pub enum Method {
    Evaluate,
    EvaluateBatch,
    EvaluateStream,
    QuoteCancellation,
    ListPolicies,
    Health,
    Unknown,
}

impl Method {
    fn path(&self) -> &'static str {
        match self {
            Method::Evaluate => "/clausula.v1.EvaluatorService/Evaluate",
            Method::EvaluateBatch => "/clausula.v1.EvaluatorService/EvaluateBatch",
            Method::EvaluateStream => "/clausula.v1.EvaluatorService/EvaluateStream",
            Method::QuoteCancellation => "/clausula.v1.EvaluatorService/QuoteCancellation",
            Method::ListPolicies => "/clausula.v1.PolicyService/ListPolicies",
            Method::Health => "/grpc.health.v1.Health/Check",
            Method::Unknown => "/clausula.v1.EvaluatorService/Nothing",
        }
    }
}

/// The bytes of some pieces, one after the other.
pub fn bytes(pieces: &[Piece]) -> Vec<u8> {
    let mut out = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Greeting => greeting(&mut out),
            Piece::Call { stream, method, end } => call(&mut out, u32::from(*stream) | 1, method.path(), *end),
            Piece::Message { stream, compressed, claimed, bytes, end } => {
                let length = claimed.unwrap_or(u32::try_from(bytes.len()).unwrap_or(u32::MAX));
                let mut payload = vec![u8::from(*compressed)];
                payload.extend(length.to_be_bytes());
                payload.extend(bytes);
                frame(&mut out, 0, u8::from(*end), u32::from(*stream) | 1, &payload);
            }
            Piece::Frame { kind, flags, stream, payload } => frame(&mut out, *kind, *flags, *stream, payload),
            Piece::Raw(bytes) => out.extend(bytes),
        }
    }
    out
}

/// The connection preface and empty settings.
pub fn greeting(out: &mut Vec<u8>) {
    out.extend(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    frame(out, 4, 0, 0, &[]);
}

/// The headers of a call, as literals without an index.
pub fn call(out: &mut Vec<u8>, stream: u32, path: &str, end: bool) {
    let mut block = vec![0x83, 0x86]; // :method POST, :scheme http
    let headers = [(":path", path), (":authority", "fuzz"), ("content-type", "application/grpc"), ("te", "trailers")];
    for (name, value) in headers {
        block.push(0);
        for text in [name, value] {
            block.push(u8::try_from(text.len()).unwrap_or(0x7e) & 0x7f);
            block.extend(text.as_bytes());
        }
    }
    frame(out, 1, 4 | u8::from(end), stream, &block);
}

/// One frame.
pub fn frame(out: &mut Vec<u8>, kind: u8, flags: u8, stream: u32, payload: &[u8]) {
    let length = u32::try_from(payload.len()).unwrap_or_default().to_be_bytes();
    out.extend(length.iter().skip(1));
    out.extend([kind, flags]);
    out.extend(stream.to_be_bytes());
    out.extend(payload);
}
