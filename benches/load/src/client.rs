//! A client that sends prepared bytes and leaves the answers unread, so that it costs the same whoever answers.

use std::time::{Duration, Instant};

use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;
use tonic::client::Grpc;
use tonic::codec::{BufferSettings, Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};
use tonic::codegen::http::uri::PathAndQuery;
use tonic::transport::{Channel, Endpoint};
use tonic::{Request, Status};

use prost::bytes::{Buf, BufMut, Bytes};

/// Bytes as they are.
#[derive(Clone, Copy, Default)]
struct Raw;

impl Codec for Raw {
    type Encode = Bytes;
    type Decode = Bytes;
    type Encoder = Raw;
    type Decoder = Raw;

    fn encoder(&mut self) -> Raw {
        Raw
    }

    fn decoder(&mut self) -> Raw {
        Raw
    }
}

impl Encoder for Raw {
    type Item = Bytes;
    type Error = Status;

    fn encode(&mut self, item: Bytes, target: &mut EncodeBuf<'_>) -> Result<(), Status> {
        target.put_slice(&item);
        Ok(())
    }

    fn buffer_settings(&self) -> BufferSettings {
        BufferSettings::default()
    }
}

impl Decoder for Raw {
    type Item = Bytes;
    type Error = Status;

    fn decode(&mut self, source: &mut DecodeBuf<'_>) -> Result<Option<Bytes>, Status> {
        Ok(Some(source.copy_to_bytes(source.remaining())))
    }
}

/// A method, and what it is sent.
#[derive(Clone)]
pub struct Call {
    pub path: &'static str,
    pub message: Bytes,
}

async fn connect(address: &str) -> Grpc<Channel> {
    let endpoint = Endpoint::from_shared(format!("http://{address}")).expect("an address").tcp_nodelay(true);
    Grpc::new(endpoint.connect().await.expect("a connection")).max_decoding_message_size(64 << 20)
}

/// The answer to one call.
pub async fn ask(address: &str, call: &Call) -> Bytes {
    one(&mut connect(address).await, call).await
}

async fn one(grpc: &mut Grpc<Channel>, call: &Call) -> Bytes {
    grpc.ready().await.expect("a connection");
    let path = PathAndQuery::from_static(call.path);
    grpc.unary(Request::new(call.message.clone()), path, Raw).await.expect("an answer").into_inner()
}

/// Calls for so long, on so many connections with so many in flight on each. How long each call took.
pub async fn calls(address: &str, call: &Call, (connections, each): (usize, usize), length: Duration) -> Vec<Duration> {
    let mut tasks = JoinSet::new();
    let mut clients = Vec::new();
    for _ in 0..connections {
        clients.push(connect(address).await);
    }
    let end = Instant::now() + length;
    for client in clients {
        for _ in 0..each {
            let (mut client, call) = (client.clone(), call.clone());
            tasks.spawn(async move {
                let mut took = Vec::new();
                let mut began = Instant::now();
                while began < end {
                    one(&mut client, &call).await;
                    let ended = Instant::now();
                    took.push(ended - began);
                    began = ended;
                }
                took
            });
        }
    }
    tasks.join_all().await.concat()
}

/// How a stream is driven.
#[derive(Clone, Copy)]
pub struct Streaming {
    /// A stream on each.
    pub connections: usize,
    /// How many messages are sent on each stream.
    pub messages: usize,
    /// How many messages of a stream wait for their answers, at most: each answer lets another one go.
    pub window: usize,
}

/// Sends streams and counts the answers. How long it took.
pub async fn streams(address: &str, call: &Call, how: Streaming) -> Duration {
    let mut clients = Vec::new();
    for _ in 0..how.connections {
        clients.push(connect(address).await);
    }
    let began = Instant::now();
    let mut tasks = JoinSet::new();
    for client in clients {
        tasks.spawn(stream(client, call.clone(), how));
    }
    tasks.join_all().await;
    began.elapsed()
}

async fn stream(mut client: Grpc<Channel>, call: Call, how: Streaming) {
    client.ready().await.expect("a connection");
    let window = how.window.min(how.messages);
    let (sender, receiver) = mpsc::channel(window);
    let mut left = how.messages - window;
    for _ in 0..window {
        sender.try_send(call.message.clone()).expect("there is room");
    }
    let mut sender = Some(sender).filter(|_| left > 0);
    let path = PathAndQuery::from_static(call.path);
    let sent = Request::new(ReceiverStream::new(receiver));
    let mut answers = client.streaming(sent, path, Raw).await.expect("a stream").into_inner();
    let mut count = 0;
    while let Some(answer) = answers.next().await {
        assert!(!answer.expect("an answer").is_empty());
        count += 1;
        if let Some(open) = &sender {
            open.try_send(call.message.clone()).expect("there is room");
            left -= 1;
            sender = sender.filter(|_| left > 0);
        }
    }
    assert_eq!(count, how.messages, "as many answers as messages");
}
