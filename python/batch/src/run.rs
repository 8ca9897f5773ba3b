//! From a file of facts to a file of answers: one thread reads, several answer and encode, one writes, all in order.
//!
//! What is under way is bounded: the reader waits for the writer as soon as there are a few row groups between them. So a
//! file may be larger than memory by as much as it likes.

use std::fs::File;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use arrow_array::{Array, RecordBatch};
use clausula_columns::{Engine, Options, Plan};
use parquet::arrow::arrow_reader::{ArrowReaderBuilder, ParquetRecordBatchReaderBuilder};
use parquet::arrow::arrow_writer::ArrowColumnChunk;

use crate::args::RunArgs;
use crate::failure::{Ended, Failure, plain};
use crate::parquet_file::{Encoder, Written};
use crate::progress::bar;

/// Rows that are read, answered and written together: a row group of the answers.
const ROWS: usize = 65_536;

/// Row groups under way for each thread that answers.
const UNDER_WAY: usize = 2;

/// What a thread does with the rows that were read.
enum Work {
    Answer(Plan),
    PassOn,
}

/// Rows that were answered and encoded.
struct Group {
    columns: Vec<ArrowColumnChunk>,
    rows: usize,
    refused: usize,
}

/// Rows that were read, and where the answer to them is waited for.
type Task = (RecordBatch, SyncSender<Result<Group, Failure>>);

pub(crate) fn run(args: &RunArgs) -> Result<Ended, Failure> {
    let engine = match &args.policies {
        Some(directory) => Engine::from_dir(directory)?,
        None => Engine::built_in()?,
    };
    let engine = match &args.digest {
        Some(digest) => engine.expect(digest)?,
        None => engine,
    };
    let opened = open(&args.input)?;
    let total = u64::try_from(opened.metadata().file_metadata().num_rows()).unwrap_or_default();
    let input = Arc::clone(opened.schema());
    let (work, output) = if args.identity {
        (Work::PassOn, input)
    } else {
        let options =
            Options { policy_id: args.policy.clone(), answers: args.answers.clone(), keep: args.keep.clone() };
        let plan = engine.plan(&input, &options)?;
        let output = Arc::clone(plan.schema());
        (Work::Answer(plan), output)
    };
    let reader = opened.with_batch_size(ROWS).build().map_err(|error| Failure::reading(&args.input, &plain(&error)))?;
    let mut written = Written::create(&args.output, &output)?;
    let encoder = written.encoder();
    let workers = args.workers.map(usize::from).or_else(|| thread::available_parallelism().ok().map(usize::from));
    let workers = workers.unwrap_or(1);
    let bar = bar(total, args.quiet);

    let (mut rows, mut refused) = (0_usize, 0_usize);
    thread::scope(|scope| {
        let (tasks, taken) = sync_channel::<Task>(workers);
        let (waiting, waited) = sync_channel(workers * UNDER_WAY);
        let taken = Arc::new(Mutex::new(taken));
        for _ in 0..workers {
            let (taken, work, encoder, output) = (Arc::clone(&taken), &work, &encoder, &args.output);
            scope.spawn(move || answer(&taken, work, encoder, output));
        }
        // The threads alone keep it: when they have stopped, the reader notices.
        drop(taken);
        let input = &args.input;
        scope.spawn(move || read(reader, input, &tasks, &waiting));
        for group in waited {
            // A thread that ends without an answer leaves none: nothing here should panic.
            let group =
                group.recv().unwrap_or_else(|_| Err(Failure::new("a thread ended before its rows were answered")))?;
            written.add(group.columns)?;
            rows += group.rows;
            refused += group.refused;
            bar.set_position(u64::try_from(rows).unwrap_or_default());
        }
        Ok::<(), Failure>(())
    })?;
    written.finish()?;
    bar.finish_and_clear();
    if refused == 0 {
        return Ok(Ended::Fine);
    }
    eprintln!("{refused} of {rows} rows have no decision; `error_code` and the columns beside it say why");
    Ok(Ended::FallsShort)
}

fn open(path: &Path) -> Result<ParquetRecordBatchReaderBuilder<File>, Failure> {
    let file = File::open(path).map_err(|error| Failure::reading(path, &error))?;
    ArrowReaderBuilder::try_new(file).map_err(|error| Failure::reading(path, &plain(&error)))
}

type Waiting = SyncSender<Receiver<Result<Group, Failure>>>;

/// Reads until the end, or until nobody waits for more.
fn read(
    reader: impl Iterator<Item = Result<RecordBatch, arrow_schema::ArrowError>>,
    path: &Path,
    tasks: &SyncSender<Task>,
    waiting: &Waiting,
) {
    for batch in reader {
        let (answer, answered) = sync_channel(1);
        if waiting.send(answered).is_err() {
            return;
        }
        let sent = match batch {
            Ok(batch) => tasks.send((batch, answer)).is_ok(),
            Err(error) => {
                // Who waits for it has stopped, or hears of it.
                let _ = answer.send(Err(Failure::reading(path, &error)));
                false
            }
        };
        if !sent {
            return;
        }
    }
}

/// Answers and encodes what was read, as long as there is something.
fn answer(tasks: &Mutex<Receiver<Task>>, work: &Work, encoder: &Encoder, output: &Path) {
    loop {
        let task = match tasks.lock() {
            Ok(tasks) => tasks.recv(),
            Err(_) => return,
        };
        let Ok((batch, answer)) = task else { return };
        // Who waits for it may have stopped.
        let _ = answer.send(group(&batch, work, encoder, output));
    }
}

fn group(batch: &RecordBatch, work: &Work, encoder: &Encoder, output: &Path) -> Result<Group, Failure> {
    let answers = match work {
        Work::Answer(plan) => plan.evaluate(batch).map_err(|error| Failure::new(error.to_string()))?,
        Work::PassOn => batch.clone(),
    };
    let refused = answers.column_by_name("error_code").map_or(0, |column| answers.num_rows() - column.null_count());
    let columns = encoder.encode(&answers).map_err(|error| Failure::writing(output, &plain(&error)))?;
    Ok(Group { columns, rows: answers.num_rows(), refused })
}
