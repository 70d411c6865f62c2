//! A wire between a program and its PostgreSQL, which a test can cut at a chosen moment.
//!
//! It passes the messages of the protocol on one by one and reads along, so that it can tell a
//! commit that never arrived from one whose answer got lost. What it does not know it passes on.

use std::{
    collections::{HashMap, VecDeque},
    io::{self, Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    os::unix::net::UnixStream,
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use tokio::{sync::watch, time::timeout};

use crate::postgres::{PrivateServer, in_schema};

/// How long what was planned may take before the test fails.
const PATIENCE: Duration = Duration::from_secs(30);

/// The moment of a cut; the statement is part of the transaction that it hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    /// The statement does not reach the server any more.
    Before(&'static str),
    /// Its transaction's commit does not reach the server.
    BeforeCommit(&'static str),
    /// The server has committed, but its answer does not reach the program.
    AfterCommit(&'static str),
}

/// A wire to a private server.
pub(crate) struct Wire {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    socket: PathBuf,
    state: Mutex<State>,
    /// Cuts at planned moments so far.
    hits: watch::Sender<usize>,
    /// Connections refused so far because the wire is down.
    refusals: watch::Sender<usize>,
}

#[derive(Default)]
struct State {
    is_down: bool,
    is_gone: bool,
    /// Cuts to come, in this order.
    plans: VecDeque<Plan>,
    planned: usize,
    connections: Vec<Arc<Connection>>,
}

struct Connection {
    client: TcpStream,
    server: UnixStream,
    /// Set when the server shall not notice that the program's end is gone.
    is_lost: AtomicBool,
    flow: Mutex<Flow>,
}

#[derive(Clone, Copy)]
struct Plan {
    moment: Moment,
    /// Whether no connection survives it and none can be made until the wire is mended.
    ends_all: bool,
}

/// What one connection has said so far.
#[derive(Default)]
struct Flow {
    statements: HashMap<Vec<u8>, String>,
    /// Statements run since the transaction began.
    transaction: Vec<String>,
}

impl Flow {
    fn contains(&self, words: &str) -> bool {
        self.transaction.iter().any(|text| text.contains(words))
    }
}

impl Wire {
    pub(crate) fn to(server: &PrivateServer) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            socket: server.socket(),
            state: Mutex::default(),
            hits: watch::Sender::new(0),
            refusals: watch::Sender::new(0),
        });
        let accepting = Arc::clone(&shared);
        thread::spawn(move || accept(&listener, &accepting));
        Self { address, shared }
    }

    /// The URL of the shop that is [`PrivateServer::url`] when not reached over the wire.
    pub(crate) fn url(&self) -> String {
        let url = format!(
            "postgres://ecombot@{}/postgres?sslmode=disable",
            self.address
        );
        in_schema(&url, "shop")
    }

    /// Cuts the next connection that comes to this moment, after what was planned before.
    pub(crate) fn cuts(&self, moment: Moment) -> Hit {
        self.plan(moment, false)
    }

    /// Goes down at this moment, until it is mended.
    pub(crate) fn goes_down(&self, moment: Moment) -> Hit {
        self.plan(moment, true)
    }

    fn plan(&self, moment: Moment, ends_all: bool) -> Hit {
        let mut state = self.shared.state();
        state.plans.push_back(Plan { moment, ends_all });
        state.planned += 1;
        Hit {
            hits: self.shared.hits.subscribe(),
            number: state.planned,
        }
    }

    /// Goes down at once: both sides lose all their connections, and new ones are refused.
    pub(crate) fn go_down(&self) {
        self.shared.go_down(&mut self.shared.state());
    }

    pub(crate) fn mend(&self) {
        self.shared.state().is_down = false;
    }

    /// Loses all connections on the program's side; the server keeps its own and notices nothing.
    pub(crate) fn lose_the_program(&self) {
        for connection in &self.shared.state().connections {
            connection.is_lost.store(true, Ordering::SeqCst);
            connection.end();
        }
    }

    /// Returns when so many more connections have been refused because the wire is down.
    pub(crate) async fn refuses(&self, count: usize) {
        let mut refusals = self.shared.refusals.subscribe();
        let wanted = *refusals.borrow() + count;
        let refused = refusals.wait_for(|refused| *refused >= wanted);
        timeout(PATIENCE, refused).await.expect("refusals").unwrap();
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        let mut state = self.shared.state();
        state.is_gone = true;
        self.shared.go_down(&mut state);
        drop(state);
        // Whoever waits for connections notices by the next one.
        TcpStream::connect(self.address).ok();
    }
}

/// A planned cut, to be waited for.
#[must_use]
pub(crate) struct Hit {
    hits: watch::Receiver<usize>,
    number: usize,
}

impl Hit {
    pub(crate) async fn happened(mut self) {
        let hit = self.hits.wait_for(|hits| *hits >= self.number);
        let hit = timeout(PATIENCE, hit).await;
        hit.expect("the moment of the cut").unwrap();
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    fn go_down(&self, state: &mut State) {
        state.is_down = true;
        for connection in state.connections.drain(..) {
            connection.is_lost.store(false, Ordering::SeqCst);
            connection.end();
        }
    }

    /// Whether the connection ends here, as planned.
    fn is_hit(&self, is_it: impl Fn(Moment) -> bool) -> bool {
        let mut state = self.state();
        let Some(plan) = state.plans.pop_front_if(|plan| is_it(plan.moment)) else {
            return false;
        };
        if plan.ends_all {
            self.go_down(&mut state);
        }
        self.hits.send_modify(|hits| *hits += 1);
        true
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for client in listener.incoming() {
        let Ok(client) = client else { continue };
        let mut state = shared.state();
        if state.is_gone {
            return;
        }
        let server = UnixStream::connect(&shared.socket).ok();
        let Some(server) = server.filter(|_| !state.is_down) else {
            shared.refusals.send_modify(|refused| *refused += 1);
            continue;
        };
        client.set_nodelay(true).unwrap();
        let connection = Arc::new(Connection {
            client,
            server,
            is_lost: AtomicBool::new(false),
            flow: Mutex::default(),
        });
        state.connections.push(Arc::clone(&connection));
        for pass in [Connection::pass_questions, Connection::pass_answers] {
            let (shared, connection) = (Arc::clone(shared), Arc::clone(&connection));
            thread::spawn(move || {
                // However it ended: the other side is told by the end of its own connection.
                pass(&connection, &shared).ok();
                connection.end();
                if !connection.is_lost.load(Ordering::SeqCst) {
                    let mut state = shared.state();
                    state
                        .connections
                        .retain(|other| !Arc::ptr_eq(other, &connection));
                }
            });
        }
    }
}

impl Connection {
    fn end(&self) {
        self.client.shutdown(Shutdown::Both).ok();
        if !self.is_lost.load(Ordering::SeqCst) {
            self.server.shutdown(Shutdown::Both).ok();
        }
    }

    /// Passes on what the program says, until it must not arrive.
    fn pass_questions(&self, shared: &Shared) -> io::Result<()> {
        let (mut client, mut server) = (&self.client, &self.server);
        // The first message has no kind.
        server.write_all(&read(&mut client, 0)?)?;
        loop {
            let message = read(&mut client, 1)?;
            if is_cut_before(&message, shared, &mut self.flow.lock().unwrap()) {
                return Ok(());
            }
            server.write_all(&message)?;
        }
    }

    /// Passes on what the server says, until it must not arrive.
    fn pass_answers(&self, shared: &Shared) -> io::Result<()> {
        let (mut client, mut server) = (&self.client, &self.server);
        loop {
            let message = read(&mut server, 1)?;
            if message.starts_with(b"C") && message.ends_with(b"COMMIT\0") {
                let flow = self.flow.lock().unwrap();
                if shared.is_hit(
                    |moment| matches!(moment, Moment::AfterCommit(words) if flow.contains(words)),
                ) {
                    return Ok(());
                }
            }
            client.write_all(&message)?;
        }
    }
}

/// Reads a message: its kind, if it has one, its length, which counts itself, and the rest.
fn read(from: &mut impl Read, kind: usize) -> io::Result<Vec<u8>> {
    let mut message = vec![0; kind + 4];
    from.read_exact(&mut message)?;
    let length: [u8; 4] = message[kind..].try_into().unwrap();
    let length = u32::from_be_bytes(length) as usize;
    message.resize(kind + length, 0);
    from.read_exact(&mut message[kind + 4..])?;
    Ok(message)
}

/// Takes note of what the program says, and whether it must not arrive.
fn is_cut_before(message: &[u8], shared: &Shared, flow: &mut Flow) -> bool {
    let mut words = message[5..].split(|byte| *byte == 0);
    let mut word = || words.next().unwrap_or_default();
    let run = match message[0] {
        b'Q' => String::from_utf8_lossy(word()).into_owned(),
        b'P' => {
            let name = word().to_owned();
            let text = String::from_utf8_lossy(word()).into_owned();
            flow.statements.insert(name, text);
            return false;
        }
        b'B' => {
            let _portal = word();
            flow.statements.get(word()).cloned().unwrap_or_default()
        }
        _ => return false,
    };
    if run.starts_with("BEGIN") {
        flow.transaction.clear();
    }
    let is_commit = run.ends_with("COMMIT");
    let is_hit = shared.is_hit(|moment| match moment {
        Moment::Before(words) => run.contains(words),
        Moment::BeforeCommit(words) => is_commit && flow.contains(words),
        Moment::AfterCommit(_) => false,
    });
    flow.transaction.push(run);
    is_hit
}
