//! One connection with the runtime that drives it, and the statements prepared on it.

use std::{collections::HashMap, pin::pin, time::Duration};

use futures::{
    TryStreamExt,
    future::{self, BoxFuture},
};
use tokio::{
    runtime::{Builder, Runtime},
    task::JoinHandle,
    time::timeout,
};
use tokio_postgres::{Client, Error, Row, RowStream, Statement};
use tracing::debug;

use super::{Address, address::reasons};
use crate::db::{DbError, Value, value::Owned};

/// Limits of every connection, unless the server or the URL's `options` set others: a statement
/// that hangs, a lock that is never released, a transaction whose program is gone.
const LIMITS: &str = "SELECT set_config(name, value, FALSE)
    FROM (VALUES ('statement_timeout', '60s'), ('lock_timeout', '20s'),
                 ('idle_in_transaction_session_timeout', '120s')) AS limits (name, value)
    WHERE current_setting(name) = '0'";

/// An open connection. Everything on it happens on the thread that opened it.
pub(super) struct Session {
    client: Client,
    statements: HashMap<String, Statement>,
    runtime: Runtime,
    /// Ends when the connection does.
    connection: JoinHandle<()>,
}

/// Something to be sent.
pub(super) enum Message {
    /// A command without parameters or rows.
    Command(String),
    /// A statement and what it is for.
    Statement {
        statement: Statement,
        params: Vec<Owned>,
        purpose: Purpose,
    },
}

/// What is expected of a statement that is not waited for.
pub(super) enum Purpose {
    /// That it succeeds.
    Effect,
    /// That it changes a row; else the transaction ends with this error.
    Demand(DbError),
    /// Its rows, which are called for later under this number.
    Question(usize),
}

/// What came back from a statement.
#[derive(Default)]
pub(super) struct Answer {
    pub(super) rows: Vec<Row>,
    /// How many rows it changed.
    pub(super) changed: u64,
}

/// What came back from a trip.
pub(super) struct Trip {
    /// Answers to the questions that were sent along, by number.
    pub(super) answers: Vec<(usize, Answer)>,
    /// The answer to the last statement.
    pub(super) last: Answer,
}

/// Which part of a trip failed.
pub(super) enum TripError {
    /// A message that should not have failed: the transaction is lost.
    Message(Error),
    /// One that had to change a row did not.
    Demand(DbError),
    /// The last statement.
    Last(Error),
}

impl Session {
    /// Connects.
    pub(super) fn open(address: &Address) -> Result<Self, DbError> {
        let unreachable = |problem: String| DbError::Unreachable(problem);
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| DbError::Engine(error.to_string()))?;
        // The driver's limit is per attempt and does not cover the handshake.
        let patience = address
            .config
            .get_connect_timeout()
            .map_or(Duration::from_secs(5), |limit| *limit * 2);
        let connected = runtime.block_on(async {
            let connected = timeout(patience, address.config.connect(address.tls.clone()));
            match connected.await {
                Ok(Ok((client, connection))) => {
                    let connection = tokio::spawn(async move {
                        if let Err(error) = connection.await {
                            debug!(error = reasons(&error), "connection broke");
                        }
                    });
                    client
                        .batch_execute(LIMITS)
                        .await
                        .map_err(|error| unreachable(reasons(&error)))?;
                    Ok((client, connection))
                }
                Ok(Err(error)) => Err(match error.as_db_error() {
                    Some(found) if is_passing(found.code().code()) => {
                        unreachable(found.message().to_owned())
                    }
                    // Wrong password, no such database: waiting does not help.
                    Some(found) => DbError::Engine(format!(
                        "cannot open database '{}': {}",
                        address.shown,
                        found.message()
                    )),
                    None => unreachable(format!("'{}': {}", address.shown, reasons(&error))),
                }),
                Err(_) => Err(unreachable(format!("'{}' in {patience:?}", address.shown))),
            }
        });
        let (client, connection) = connected?;
        Ok(Self {
            client,
            statements: HashMap::new(),
            runtime,
            connection,
        })
    }

    pub(super) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    /// Waits until the connection breaks or `other` is ready; whether it broke.
    pub(super) fn is_broken_before(&mut self, other: impl Future<Output = ()>) -> bool {
        let connection = &mut self.connection;
        self.runtime.block_on(async {
            tokio::select! {
                _ = connection => true,
                () = other => false,
            }
        })
    }

    /// Runs commands that have no rows, separated by semicolons.
    pub(super) fn command(&self, sql: &str) -> Result<(), Error> {
        self.runtime.block_on(self.client.batch_execute(sql))
    }

    /// The one flag that a query answers with.
    pub(super) fn flag(&mut self, sql: &str) -> Result<bool, Error> {
        self.runtime
            .block_on(self.client.query_one_scalar(sql, &[]))
    }

    /// The one number that a query answers with.
    pub(super) fn number(&mut self, sql: &str) -> Result<i64, Error> {
        self.runtime
            .block_on(self.client.query_one_scalar(sql, &[]))
    }

    /// A statement, prepared at its first use.
    pub(super) fn prepare(&mut self, sql: &str) -> Result<Statement, Error> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.runtime.block_on(self.client.prepare(sql))?;
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    /// Sends all `messages` and the `last` statement at once, and waits for every answer.
    pub(super) fn trip(
        &self,
        messages: Vec<Message>,
        last: Option<(&Statement, &[Value<'_>])>,
    ) -> Result<Trip, TripError> {
        let client = &self.client;
        let mut purposes = Vec::with_capacity(messages.len());
        let sent: Vec<BoxFuture<'_, Result<Answer, Error>>> = messages
            .into_iter()
            .map(|message| -> BoxFuture<'_, _> {
                match message {
                    Message::Command(sql) => {
                        purposes.push(Purpose::Effect);
                        Box::pin(async move {
                            client.batch_execute(&sql).await?;
                            Ok(Answer::default())
                        })
                    }
                    Message::Statement {
                        statement,
                        params,
                        purpose,
                    } => {
                        purposes.push(purpose);
                        Box::pin(async move {
                            let params = params.iter().map(Owned::borrow);
                            answer(client.query_raw(&statement, params).await?).await
                        })
                    }
                }
            })
            .collect();
        let last = async {
            match last {
                Some((statement, params)) => {
                    let params = params.iter().copied();
                    answer(client.query_raw(statement, params).await?).await
                }
                None => Ok(Answer::default()),
            }
        };
        // Each is written to the connection when first polled, which happens in this order.
        let (sent, last) = self
            .runtime
            .block_on(future::join(future::join_all(sent), last));
        let mut answers = Vec::new();
        for (answer, purpose) in sent.into_iter().zip(purposes) {
            let answer = answer.map_err(TripError::Message)?;
            match purpose {
                Purpose::Effect => {}
                Purpose::Demand(error) if answer.changed == 0 => {
                    return Err(TripError::Demand(error));
                }
                Purpose::Demand(_) => {}
                Purpose::Question(number) => answers.push((number, answer)),
            }
        }
        let last = last.map_err(TripError::Last)?;
        Ok(Trip { answers, last })
    }
}

async fn answer(rows: RowStream) -> Result<Answer, Error> {
    let mut rows = pin!(rows);
    let mut found = Vec::new();
    while let Some(row) = rows.try_next().await? {
        found.push(row);
    }
    Ok(Answer {
        rows: found,
        changed: rows.rows_affected().unwrap_or(0),
    })
}

/// Whether a refusal of the server is one that passes: it starts, stops, or is full.
fn is_passing(code: &str) -> bool {
    code.starts_with("08") || code.starts_with("57P") || code.starts_with("53")
}
