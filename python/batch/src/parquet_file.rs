//! The file that is written: beside its place until it is whole, so that nobody takes half of it for all.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::{ArrowColumnChunk, ArrowRowGroupWriterFactory, compute_leaves};
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;

use crate::failure::{Failure, plain};

/// A file in the making.
pub(crate) struct Written {
    writer: SerializedFileWriter<File>,
    encoder: Arc<Encoder>,
    beside: PathBuf,
    path: PathBuf,
}

/// What turns batches into row groups, on any thread.
pub(crate) struct Encoder {
    factory: ArrowRowGroupWriterFactory,
    schema: SchemaRef,
}

impl Written {
    pub(crate) fn create(path: &Path, schema: &SchemaRef) -> Result<Written, Failure> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.part", std::process::id()));
        let beside = path.with_file_name(name);
        let file = File::create(&beside).map_err(|error| Failure::writing(path, &error))?;
        let properties = WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default())).build();
        let parts = ArrowWriter::try_new(file, Arc::clone(schema), Some(properties))
            .and_then(ArrowWriter::into_serialized_writer);
        match parts {
            Ok((writer, factory)) => {
                let encoder = Arc::new(Encoder { factory, schema: Arc::clone(schema) });
                Ok(Written { writer, encoder, beside, path: path.to_owned() })
            }
            Err(error) => {
                // It is the writing that is told; what is left beside is of no use to anybody.
                let _ = fs::remove_file(&beside);
                Err(Failure::writing(path, &plain(&error)))
            }
        }
    }

    pub(crate) fn encoder(&self) -> Arc<Encoder> {
        Arc::clone(&self.encoder)
    }

    /// Adds a row group.
    pub(crate) fn add(&mut self, group: Vec<ArrowColumnChunk>) -> Result<(), Failure> {
        self.append(group).map_err(|error| Failure::writing(&self.path, &plain(&error)))
    }

    fn append(&mut self, group: Vec<ArrowColumnChunk>) -> Result<(), ParquetError> {
        let mut writer = self.writer.next_row_group()?;
        for column in group {
            column.append_to_row_group(&mut writer)?;
        }
        writer.close().map(drop)
    }

    /// Ends the file and puts it in its place.
    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        self.writer.finish().map_err(|error| Failure::writing(&self.path, &plain(&error)))?;
        self.writer.inner().sync_all().map_err(|error| Failure::writing(&self.path, &error))?;
        fs::rename(&self.beside, &self.path).map_err(|error| Failure::writing(&self.path, &error))
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        // After it was finished it is not there any more.
        let _ = fs::remove_file(&self.beside);
    }
}

impl Encoder {
    /// A batch as the columns of a row group.
    pub(crate) fn encode(&self, batch: &RecordBatch) -> Result<Vec<ArrowColumnChunk>, ParquetError> {
        // The number is of use to encrypted files alone.
        let mut writers = self.factory.create_column_writers(0)?.into_iter();
        let mut group = Vec::new();
        for (field, column) in self.schema.fields().iter().zip(batch.columns()) {
            for leaf in compute_leaves(field, column)? {
                let mut writer = writers.next().ok_or_else(|| ParquetError::General("a column too many".to_owned()))?;
                writer.write(&leaf)?;
                group.push(writer.close()?);
            }
        }
        Ok(group)
    }
}
