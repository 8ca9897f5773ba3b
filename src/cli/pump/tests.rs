use super::*;
use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, Sender};
use std::time::Duration;

/// Answers a line with itself; `no` is refused.
fn echo(line: &[u8], out: &mut Vec<u8>) -> bool {
    out.extend_from_slice(line.get(..20.min(line.len())).unwrap());
    !line.starts_with(b"no")
}

/// A writer that others can look at.
#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        lock(&self.0).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A reader that gives its parts one by one, and then ends or fails.
struct Parts(VecDeque<Vec<u8>>, Option<io::ErrorKind>);

impl Parts {
    fn of(parts: &[&str]) -> Box<Parts> {
        Box::new(Parts(parts.iter().map(|part| part.as_bytes().to_vec()).collect(), None))
    }
}

impl Read for Parts {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(part) = self.0.front_mut() else {
            return self.1.map_or(Ok(0), |kind| Err(kind.into()));
        };
        let count = part.len().min(buffer.len());
        buffer[..count].copy_from_slice(&part[..count]);
        part.drain(..count);
        if part.is_empty() {
            self.0.pop_front();
        }
        Ok(count)
    }
}

fn pumped(input: Box<dyn Read + Send>, workers: usize) -> (Result<Tally, PumpError>, String) {
    let paper = Paper::default();
    let result = pump(input, Box::new(paper.clone()), workers, echo);
    let text = String::from_utf8(lock(&paper.0).clone()).unwrap();
    (result, text)
}

#[test]
fn lines_are_cut_anywhere_and_answered_in_order() {
    let (tally, text) = pumped(Parts::of(&["a\nb", "b\n\n", " \r\nc", "c", "\nno", "d\n", "e"]), 3);
    assert_eq!(text, "a\nbb\ncc\nnod\ne\n");
    let tally = tally.unwrap();
    assert_eq!((tally.answered, tally.refused, tally.first_refused, tally.lines), (5, 1, Some(6), 7));
}

#[test]
fn no_lines_have_no_answers() {
    for parts in [&[][..], &["\n\n", "  "]] {
        let (tally, text) = pumped(Parts::of(parts), 2);
        assert_eq!((tally.unwrap().answered, text.as_str()), (0, ""));
    }
}

#[test]
fn many_lines_keep_their_order_on_many_threads() {
    let lines: String = (0..50_000).map(|n| format!("{}{n}\n", if n % 7 == 3 { "no" } else { "" })).collect();
    let (tally, text) = pumped(Box::new(io::Cursor::new(lines.clone())), 8);
    assert!(text == lines);
    let tally = tally.unwrap();
    assert_eq!((tally.answered, tally.refused, tally.first_refused), (50_000, 7_143, Some(4)));
}

/// The limit of a line: one less, exact, one more, and far more.
#[test]
fn a_long_line_is_cut_once_and_skipped() {
    for (length, whole) in
        [(MOST_LINE_BYTES - 1, true), (MOST_LINE_BYTES, true), (MOST_LINE_BYTES + 1, false), (9 << 20, false)]
    {
        for end in ["\nlast\n", "\nlast", "\n\nlast\n"] {
            let lengths = Paper::default();
            let input = format!("first\n{}{end}", "x".repeat(length));
            let result = pump(Box::new(io::Cursor::new(input)), Box::new(lengths.clone()), 2, |line, out| {
                out.extend_from_slice(line.len().to_string().as_bytes());
                line.len() <= MOST_LINE_BYTES
            });
            let seen = if whole { length } else { MOST_LINE_BYTES + 1 };
            assert_eq!(lock(&lengths.0).clone(), format!("5\n{seen}\n4\n").into_bytes(), "{length}");
            assert_eq!(result.unwrap().refused, u64::from(!whole));
        }
    }
}

#[test]
fn a_failing_input_is_told_after_what_came_before() {
    let mut input = Parts::of(&["a\nb\nc"]);
    input.1 = Some(io::ErrorKind::ConnectionReset);
    let (result, text) = pumped(input, 2);
    assert!(matches!(result, Err(PumpError::Read(error)) if error.kind() == io::ErrorKind::ConnectionReset));
    assert_eq!(text, "a\nb\n");
}

/// Input that arrives when somebody sends it.
struct Wire(Receiver<Vec<u8>>, Vec<u8>);

impl Read for Wire {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.1.is_empty() {
            self.1 = self.0.recv().unwrap_or_default();
        }
        let count = self.1.len().min(buffer.len());
        buffer[..count].copy_from_slice(&self.1[..count]);
        self.1.drain(..count);
        Ok(count)
    }
}

/// Output that goes to somebody, and is refused once that one is gone.
struct Sent(Sender<Vec<u8>>);

impl Write for Sent {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.send(bytes.to_vec()).map_err(|_| io::ErrorKind::BrokenPipe)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn a_line_that_comes_alone_is_answered_at_once() {
    let (ask, questions) = mpsc::channel();
    let (answers, hear) = mpsc::channel();
    let pumping = thread::spawn(|| pump(Box::new(Wire(questions, Vec::new())), Box::new(Sent(answers)), 4, echo));
    for question in ["one\n", "two\n", "three\n"] {
        ask.send(question.into()).unwrap();
        assert_eq!(hear.recv_timeout(PATIENCE).unwrap(), question.as_bytes());
    }
    drop(ask);
    assert_eq!(pumping.join().unwrap().unwrap().answered, 3);
}

/// Whoever reads the answers leaves, while the input neither comes nor ends.
#[test]
fn a_closed_output_ends_it_even_while_the_input_is_silent() {
    let (ask, questions) = mpsc::channel();
    let (answers, hear) = mpsc::channel();
    drop(hear);
    ask.send(b"one\n".to_vec()).unwrap();
    let result = pump(Box::new(Wire(questions, Vec::new())), Box::new(Sent(answers)), 4, echo);
    assert!(matches!(result, Err(PumpError::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe));
    drop(ask);
}

/// Input without end that counts what is taken from it.
struct Endless(Arc<Mutex<usize>>);

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        buffer.fill(b'\n');
        buffer.iter_mut().step_by(100).for_each(|byte| *byte = b'x');
        *lock(&self.0) += buffer.len();
        Ok(buffer.len())
    }
}

/// Output that waits for leave, and then ends.
struct Stuck(Receiver<()>);

impl Write for Stuck {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        let _ = self.0.recv();
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn nothing_piles_up_when_the_output_is_stuck() {
    const WORKERS: usize = 4;
    let taken = Arc::new(Mutex::new(0));
    let (leave, wait) = mpsc::channel();
    let input = Box::new(Endless(Arc::clone(&taken)));
    let pumping = thread::spawn(|| pump(input, Box::new(Stuck(wait)), WORKERS, echo));
    // Until no more is taken for a while.
    let mut before = usize::MAX;
    while std::mem::replace(&mut before, *lock(&taken)) != before || before == 0 {
        thread::sleep(Duration::from_millis(50));
    }
    assert!(before <= (WORKERS + 1) * READ_BYTES, "{before} bytes");
    drop(leave);
    assert!(matches!(pumping.join().unwrap(), Err(PumpError::Write(_))));
}
