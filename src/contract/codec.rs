//! Messages to bytes and back, as `tonic_prost` does it, but by way of memory in one piece: its own way goes through
//! buffers that are checked and may grow at every field, and an answer has hundreds.

use std::marker::PhantomData;

use prost::Message;
use prost::bytes::{Buf, BufMut};
use tonic::Status;
use tonic::codec::{self, DecodeBuf, EncodeBuf};

/// Encodes `T` and decodes `U`.
#[derive(Clone, Debug)]
pub struct Codec<T, U>(PhantomData<(T, U)>);

impl<T, U> Default for Codec<T, U> {
    fn default() -> Codec<T, U> {
        Codec(PhantomData)
    }
}

impl<T: Message + 'static, U: Message + Default + 'static> codec::Codec for Codec<T, U> {
    type Encode = T;
    type Decode = U;
    type Encoder = Encoder<T>;
    type Decoder = Decoder<U>;

    fn encoder(&mut self) -> Encoder<T> {
        Encoder { bytes: Vec::new(), item: PhantomData }
    }

    fn decoder(&mut self) -> Decoder<U> {
        Decoder(PhantomData)
    }
}

/// The memory that is kept for the next message, at most: an answer may wait for its reader for long.
const KEPT: usize = 256 * 1024;

/// Encodes the messages of a call, one after the other.
#[derive(Debug)]
pub struct Encoder<T> {
    /// The last message: the next one takes its memory over.
    bytes: Vec<u8>,
    item: PhantomData<T>,
}

impl<T: Message> codec::Encoder for Encoder<T> {
    type Item = T;
    type Error = Status;

    fn encode(&mut self, item: T, target: &mut EncodeBuf<'_>) -> Result<(), Status> {
        self.bytes.clear();
        item.encode(&mut self.bytes).map_err(|error| Status::internal(error.to_string()))?;
        target.reserve(self.bytes.len());
        target.put_slice(&self.bytes);
        if self.bytes.capacity() > KEPT {
            self.bytes = Vec::new();
        }
        Ok(())
    }
}

/// Decodes the messages of a call, one after the other.
#[derive(Debug)]
pub struct Decoder<U>(PhantomData<U>);

impl<U: Message + Default> codec::Decoder for Decoder<U> {
    type Item = U;
    type Error = Status;

    fn decode(&mut self, source: &mut DecodeBuf<'_>) -> Result<Option<U>, Status> {
        let (bytes, length) = (source.chunk(), source.remaining());
        let message = if bytes.len() == length {
            let message = U::decode(bytes);
            source.advance(length);
            message
        } else {
            U::decode(source)
        };
        // What the caller sent is at fault, and this is how gRPC says so.
        message.map(Some).map_err(|error| Status::internal(error.to_string()))
    }
}
