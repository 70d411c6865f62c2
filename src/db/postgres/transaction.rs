//! A transaction as a closure sees it: what needs no answer is sent together
//! with what does, and nothing is sent after a failure.

use std::{collections::HashMap, error::Error as StdError, sync::Arc};

use bytes::BytesMut;
use tokio_postgres::{
    Error, Statement,
    error::SqlState,
    types::{IsNull, ToSql, Type},
};

use super::{
    Mode,
    address::reasons,
    session::{Answer, Message, Purpose, Session, TripError},
};
use crate::db::{
    DbError, Value,
    engine::Counters,
    tx::{Next, Row},
    value::Owned,
};

/// Messages sent at once at most; their answers wait in memory.
const TOGETHER: usize = 24;

/// An open transaction. `BEGIN` is sent with its first statement.
pub(in crate::db) struct Transaction {
    session: Session,
    counters: Arc<Counters>,
    state: State,
    /// What waits to be sent.
    pending: Vec<Message>,
    /// Counts what has been sent.
    trips: u64,
    /// Answers not called for yet, by the number of their question.
    answers: HashMap<usize, Answer>,
    questions: usize,
}

enum State {
    Good,
    /// A statement failed; a savepoint before it saves the rest.
    Failed(DbError),
    /// Nothing saves it.
    Lost(Loss),
}

/// How a transaction was lost.
#[derive(Debug, Clone)]
pub(super) struct Loss {
    pub(super) error: DbError,
    pub(super) remedy: Remedy,
}

/// What helps against a loss.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Remedy {
    /// Nothing: it would fail again.
    None,
    /// Running it again: two transactions were in each other's way.
    Again,
    /// Running it again once or twice: it may have looked before another one wrote.
    LookAgain,
    /// Running it again on a new connection.
    Reconnect,
}

/// A place to return to.
pub(in crate::db) struct Savepoint {
    name: String,
    /// Where it waits to be sent, and since which trip.
    position: usize,
    trips: u64,
}

impl Transaction {
    pub(super) fn begin(session: Session, mode: Mode, counters: Arc<Counters>) -> Self {
        let begin = match mode {
            Mode::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            Mode::Write => "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
        };
        counters.transaction();
        Self {
            session,
            counters,
            state: State::Good,
            pending: vec![Message::Command(begin.to_owned())],
            trips: 0,
            answers: HashMap::new(),
            questions: 0,
        }
    }

    pub(in crate::db) fn execute(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
    ) -> Result<usize, DbError> {
        let answer = self.wait_for(sql, params)?;
        Ok(usize::try_from(answer.changed).unwrap_or(usize::MAX))
    }

    pub(in crate::db) fn query(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        mut read: impl FnMut(&mut Row<'_>) -> Result<Next, DbError>,
    ) -> Result<(), DbError> {
        each(&self.wait_for(sql, params)?, &mut read)
    }

    /// Queues a query and returns the number to call for its answer with.
    pub(in crate::db) fn ask(&mut self, sql: &str, params: &[Value<'_>]) -> Result<usize, DbError> {
        self.questions += 1;
        self.queue(sql, params, Purpose::Question(self.questions))?;
        Ok(self.questions)
    }

    /// Reads the rows of a query that was asked before.
    pub(in crate::db) fn answer(
        &mut self,
        question: usize,
        mut read: impl FnMut(&mut Row<'_>) -> Result<Next, DbError>,
    ) -> Result<(), DbError> {
        if !self.answers.contains_key(&question) {
            self.check()?;
            self.send(None)?;
        }
        let answer = self.answers.remove(&question).ok_or(DbError::NotFound)?;
        each(&answer, &mut read)
    }

    /// Queues a statement; with `demanded` it must change a row.
    pub(in crate::db) fn run(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        demanded: Option<DbError>,
    ) -> Result<(), DbError> {
        self.queue(
            sql,
            params,
            demanded.map_or(Purpose::Effect, Purpose::Demand),
        )
    }

    fn queue(&mut self, sql: &str, params: &[Value<'_>], purpose: Purpose) -> Result<(), DbError> {
        let statement = self.prepare(sql)?;
        self.pending.push(Message::Statement {
            statement,
            params: params.iter().copied().map(Owned::from).collect(),
            purpose,
        });
        if self.pending.len() >= TOGETHER {
            self.send(None)?;
        }
        Ok(())
    }

    pub(in crate::db) fn savepoint(&mut self, name: &str) -> Result<Savepoint, DbError> {
        self.check()?;
        let savepoint = Savepoint {
            name: name.to_owned(),
            position: self.pending.len(),
            trips: self.trips,
        };
        self.pending
            .push(Message::Command(format!("SAVEPOINT {name}")));
        Ok(savepoint)
    }

    pub(in crate::db) fn end_savepoint(
        &mut self,
        savepoint: Savepoint,
        keep: bool,
    ) -> Result<(), DbError> {
        match (&self.state, keep) {
            (State::Lost(loss), _) => return Err(loss.error.clone()),
            // A failure was swallowed: what it belonged to is not whole.
            (State::Failed(error), true) => return Err(error.clone()),
            (State::Good | State::Failed(_), _) => {}
        }
        let Savepoint {
            name,
            position,
            trips,
        } = savepoint;
        if keep {
            self.pending
                .push(Message::Command(format!("RELEASE {name}")));
        } else if trips == self.trips {
            // Nothing of it has been sent, so there is nothing to take back.
            self.pending.truncate(position);
        } else {
            self.pending.clear();
            self.pending.push(Message::Command(format!(
                "ROLLBACK TO {name}; RELEASE {name}"
            )));
            if matches!(self.state, State::Failed(_)) {
                // At once: until then the server takes nothing else, not even preparing.
                self.state = State::Good;
                self.send(None)?;
            }
        }
        Ok(())
    }

    /// How it was lost, if it was.
    pub(super) fn loss(&self) -> Option<&Loss> {
        match &self.state {
            State::Lost(loss) => Some(loss),
            State::Good | State::Failed(_) => None,
        }
    }

    /// Commits; the session comes back when it is still good.
    pub(super) fn commit(mut self) -> (Option<Session>, Result<(), Loss>) {
        if self.trips == 0 && self.pending.len() == 1 {
            // Nothing was asked for at all.
            return (Some(self.session), Ok(()));
        }
        let is_demanding = |message: &Message| {
            matches!(
                message,
                Message::Statement {
                    purpose: Purpose::Demand(_),
                    ..
                }
            )
        };
        let sent = if self.pending.iter().any(is_demanding) {
            // The commit must not be on its way before it is known whether it may be.
            self.send(None).map(drop)
        } else {
            Ok(())
        };
        let lost = match (&sent, &self.state) {
            (Err(error), State::Good) | (_, State::Failed(error)) => Some(Loss {
                error: error.clone(),
                remedy: Remedy::None,
            }),
            (_, State::Lost(loss)) => Some(loss.clone()),
            (Ok(()), State::Good) => None,
        };
        if let Some(loss) = lost {
            return (self.roll_back(), Err(loss));
        }
        self.pending.push(Message::Command("COMMIT".to_owned()));
        self.counters.trip();
        let pending = std::mem::take(&mut self.pending);
        self.trips += 1;
        match self.session.trip(pending, None) {
            Ok(_) => (Some(self.session), Ok(())),
            Err(TripError::Demand(error)) => {
                unreachable!("sent before the commit: {error}")
            }
            Err(TripError::Message(error) | TripError::Last(error)) => {
                let loss = unanswered(&error);
                if loss.remedy == Remedy::Reconnect {
                    let loss = Loss {
                        error: DbError::Unknown,
                        remedy: Remedy::None,
                    };
                    return (None, Err(loss));
                }
                (self.roll_back(), Err(loss))
            }
        }
    }

    /// Rolls back; the session comes back when it is still good.
    pub(super) fn roll_back(self) -> Option<Session> {
        if self.session.is_closed() {
            return None;
        }
        if self.trips == 0 || self.session.command("ROLLBACK").is_ok() {
            return Some(self.session);
        }
        None
    }

    fn wait_for(&mut self, sql: &str, params: &[Value<'_>]) -> Result<Answer, DbError> {
        let statement = self.prepare(sql)?;
        self.send(Some((&statement, params)))
    }

    fn prepare(&mut self, sql: &str) -> Result<Statement, DbError> {
        self.check()?;
        self.session.prepare(sql).map_err(|found| self.fail(&found))
    }

    fn send(&mut self, last: Option<(&Statement, &[Value<'_>])>) -> Result<Answer, DbError> {
        let pending = std::mem::take(&mut self.pending);
        self.trips += 1;
        self.counters.trip();
        let trip = self.session.trip(pending, last);
        let trip = trip.map_err(|found| match found {
            TripError::Last(found) => self.fail(&found),
            TripError::Message(found) => {
                let loss = unanswered(&found);
                let error = loss.error.clone();
                self.state = State::Lost(loss);
                error
            }
            TripError::Demand(error) => {
                self.state = State::Lost(Loss {
                    error: error.clone(),
                    remedy: Remedy::None,
                });
                error
            }
        })?;
        self.answers.extend(trip.answers);
        Ok(trip.last)
    }

    /// Notes that a statement failed.
    fn fail(&mut self, found: &Error) -> DbError {
        let loss = loss(found);
        let error = loss.error.clone();
        self.state = match loss.remedy {
            Remedy::None | Remedy::LookAgain => State::Failed(loss.error),
            Remedy::Again | Remedy::Reconnect => State::Lost(loss),
        };
        error
    }

    /// After a failure nothing more is sent.
    fn check(&self) -> Result<(), DbError> {
        match &self.state {
            State::Good => Ok(()),
            State::Failed(error) => Err(DbError::Lost(format!("after a failure: {error}"))),
            State::Lost(loss) => Err(loss.error.clone()),
        }
    }
}

/// What the failure of a statement means that nobody waited for: nobody expected it. A key that
/// somebody else took meanwhile is seen when the use case runs again.
fn unanswered(found: &Error) -> Loss {
    let mut loss = loss(found);
    if found.code() == Some(&SqlState::UNIQUE_VIOLATION) {
        loss.remedy = Remedy::LookAgain;
    }
    loss
}

fn each(
    answer: &Answer,
    read: &mut impl FnMut(&mut Row<'_>) -> Result<Next, DbError>,
) -> Result<(), DbError> {
    for row in &answer.rows {
        if read(&mut Row::postgres(row))? == Next::Enough {
            break;
        }
    }
    Ok(())
}

/// What a driver's error means for the transaction (SQLSTATE classes of PostgreSQL's
/// documentation, appendix A).
pub(super) fn loss(found: &Error) -> Loss {
    let Some(report) = found.as_db_error() else {
        return if found.source().is_some_and(|source| source.is::<Unfit>()) {
            // It never left the program.
            Loss {
                error: DbError::Engine(reasons(found)),
                remedy: Remedy::None,
            }
        } else {
            Loss {
                error: DbError::Unreachable(reasons(found)),
                remedy: Remedy::Reconnect,
            }
        };
    };
    let message = report.message().to_owned();
    let code = report.code().code();
    let (error, remedy) = match code {
        "40001" | "40P01" => (DbError::Lost(message), Remedy::Again),
        "53100" => (DbError::Lost("the disk is full".into()), Remedy::None),
        "55P03" | "57014" => (DbError::Lost(message), Remedy::None),
        _ if code.starts_with("23") => (DbError::Constraint(message), Remedy::None),
        _ if code.starts_with("08") || code.starts_with("57P") => {
            (DbError::Unreachable(message), Remedy::Reconnect)
        }
        _ => (DbError::Engine(message), Remedy::None),
    };
    Loss { error, remedy }
}

/// A parameter that does not fit where it stands.
#[derive(Debug, thiserror::Error)]
#[error("{value} does not fit type {wanted}")]
struct Unfit {
    value: String,
    wanted: Type,
}

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        wanted: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn StdError + Sync + Send>> {
        let unfit = || {
            Box::new(Unfit {
                value: format!("{self:?}"),
                wanted: wanted.clone(),
            })
        };
        match *self {
            Value::Null => Ok(IsNull::Yes),
            Value::Bool(flag) if *wanted == Type::BOOL => flag.to_sql(wanted, out),
            Value::Int(number) if *wanted == Type::INT8 => number.to_sql(wanted, out),
            Value::Int(number) if *wanted == Type::INT4 => i32::try_from(number)
                .map_err(|_| unfit())?
                .to_sql(wanted, out),
            Value::Text(text) if <&str as ToSql>::accepts(wanted) => text.to_sql(wanted, out),
            Value::Bytes(bytes) if *wanted == Type::BYTEA => bytes.to_sql(wanted, out),
            _ => Err(unfit()),
        }
    }

    fn accepts(_: &Type) -> bool {
        // Which is a matter of the value, not of its Rust type.
        true
    }

    tokio_postgres::types::to_sql_checked!();
}
