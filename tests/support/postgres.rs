//! PostgreSQL for the tests: the server that `TEST_DATABASE_URL` names, or a private one.
//!
//! A private server belongs to one test process. It listens on a socket in a temporary
//! folder, and both go when the process ends, however it ends: a shell watches over them,
//! and takes the end of its input, a pipe from the tests, for the end of the tests.

use std::{
    env,
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{self, Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{
        LazyLock, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::SystemTime,
};

use ecombot::{
    db::{Db, DbError},
    params,
};

/// Names a server to use instead of a private one. The user must be allowed to create schemas.
const GIVEN: &str = "TEST_DATABASE_URL";

const MISSING: &str = "the tests need PostgreSQL: install it (apt-get install postgresql), \
    or set TEST_DATABASE_URL=postgres://USER@HOST/DATABASE to a server that they may use";

/// Sets up a server with the programs in `$1` for the port `$2`, with the files that the other
/// arguments name and contain in turn, tells its folder, and then starts and stops it as told,
/// until there is nobody left to tell.
///
/// Its folder is in /tmp wherever other temporary files go: the path of a socket has to be short,
/// and the server may run as somebody else, who cannot enter a folder of ours.
///
/// What is committed is written but not synced: it survives the server's death, not the
/// machine's. English sorts unlike bytes do, which a column without its collation would show.
const WATCHDOG: &str = r#"
set -eu
umask 077
bin=$1
port=$2
shift 2
server=
folder=$(mktemp -d /tmp/ecombot-XXXXXX)
log=$folder/log
echo "$folder"

give_up() {
    stop QUIT
    echo failed
    cat "$log"
    rm -rf "$folder"
    exit 1
}

initialise() {
    "$bin/initdb" --pgdata="$folder/data" --username=ecombot --auth=trust --no-sync \
        --encoding=UTF8 --locale=C "$@" </dev/null >>"$log" 2>&1
}

start() {
    "$bin/postgres" -D "$folder/data" </dev/null >>"$log" 2>&1 &
    server=$!
    tries=0
    until "$bin/pg_isready" --quiet --host="$folder" --port="$port" --username=ecombot \
        --dbname=postgres </dev/null
    do
        tries=$((tries + 1))
        if [ "$tries" -gt 1000 ] || ! kill -0 "$server"; then
            give_up
        fi
        sleep 0.02
    done
    echo ready
}

stop() {
    if [ -n "$server" ]; then
        kill -"$1" "$server" || true
        wait "$server" || true
        server=
    fi
}

exec 2>>"$log"
initialise --locale-provider=icu --icu-locale=en || {
    # Built without ICU, or older than 15.
    rm -rf "$folder/data"
    initialise
} || give_up
cat >>"$folder/data/postgresql.conf" <<END
listen_addresses = ''
unix_socket_directories = '$folder'
unix_socket_permissions = 0700
port = $port
max_connections = 300
fsync = off
full_page_writes = off
autovacuum = off
jit = off
END
while [ "$#" -gt 1 ]; do
    printf '%s' "$2" >"$folder/data/$1"
    shift 2
done
start
while read -r order; do
    case $order in
        start) start ;;
        stop)
            stop INT
            echo stopped
            ;;
    esac
done
stop QUIT
rm -rf "$folder"
"#;

/// The server of this process.
enum Server {
    Given(String),
    Private(PrivateServer),
}

fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| match env::var(GIVEN) {
        Ok(url) if !url.is_empty() => Server::Given(url),
        _ => Server::Private(PrivateServer::start()),
    })
}

/// The URL of a shop that nobody else uses, on the server of this process.
pub(crate) fn fresh_url() -> String {
    static NUMBER: AtomicUsize = AtomicUsize::new(1);
    /// Of a given server other test processes may have other schemas.
    static PROCESS: LazyLock<String> = LazyLock::new(|| {
        let started = SystemTime::now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap();
        format!("{}_{}", process::id(), started.as_micros())
    });
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let schema = format!("test_{}_{number}", *PROCESS);
    match server() {
        Server::Given(url) => in_schema(url, &schema),
        Server::Private(server) => in_schema(&server.address(), &schema),
    }
}

/// What [`schema_of`] undoes.
pub(crate) fn in_schema(url: &str, schema: &str) -> String {
    let separator = if url.contains('?') { '&' } else { '?' };
    format!("{url}{separator}options=-c%20search_path%3D{schema}")
}

fn schema_of(url: &str) -> &str {
    url.rsplit_once("%3D").unwrap().1
}

/// A schema for one test. A given server does not keep it.
pub(crate) struct Schema {
    pub(crate) url: String,
}

impl Schema {
    pub(crate) fn fresh() -> Self {
        Self { url: fresh_url() }
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        if matches!(server(), Server::Private(_)) {
            // It goes, with all its schemas.
            return;
        }
        let schema = schema_of(&self.url).to_owned();
        // The test may be in a runtime, where one must not wait for another.
        let dropped = thread::spawn(move || drop_schema(&schema)).join();
        assert!(
            dropped.is_ok() || thread::panicking(),
            "a schema of the tests is left on the server"
        );
    }
}

/// Drops a schema, whatever has become of the tables in it.
fn drop_schema(schema: &str) {
    /// Open in a schema of its own, which it drops first of all.
    static BROOM: OnceLock<Db> = OnceLock::new();

    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let sweep = |db: &Db, schema: &str| {
        let sql = format!("DROP SCHEMA IF EXISTS {schema} CASCADE");
        let dropped: Result<usize, DbError> =
            runtime.block_on(db.write(move |tx| tx.execute(&sql, params![])));
        dropped.unwrap();
    };
    let broom = BROOM.get_or_init(|| {
        let url = fresh_url();
        let db = Db::open(&url).unwrap();
        sweep(&db, schema_of(&url));
        db
    });
    sweep(broom, schema);
}

/// A server that belongs to whoever started it, to be stopped and started at will.
pub(crate) struct PrivateServer {
    programs: PathBuf,
    pub(crate) port: u16,
    folder: PathBuf,
    watchdog: Child,
    /// Closing it ends the server; only dropping does.
    orders: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl PrivateServer {
    /// Starts an empty server; ready when this returns.
    pub(crate) fn start() -> Self {
        Self::start_with(5432, &[]).unwrap_or_else(|log| panic!("PostgreSQL of the tests: {log}"))
    }

    /// Starts one that other users than its own reach over TCP, on 127.0.0.1, by the rules of
    /// `access`, a `pg_hba.conf`; encrypted by this certificate and key.
    pub(crate) fn start_with_tls(certificate: &str, key: &str, access: &str) -> Self {
        let settings = "listen_addresses = '127.0.0.1'\nssl = on\n";
        let files = [
            ("postgresql.auto.conf", settings),
            ("server.crt", certificate),
            ("server.key", key),
            ("pg_hba.conf", access),
        ];
        let mut log = String::new();
        // Somebody may take a port that was free a moment ago.
        for _ in 0..5 {
            let free = TcpListener::bind("127.0.0.1:0").unwrap();
            let port = free.local_addr().unwrap().port();
            drop(free);
            match Self::start_with(port, &files) {
                Ok(server) => return server,
                Err(failed) => log = failed,
            }
        }
        panic!("PostgreSQL of the tests: {log}");
    }

    /// Starts a server with some files in place of its own; `Err` with its log if it fails.
    fn start_with(port: u16, files: &[(&str, &str)]) -> Result<Self, String> {
        let programs = programs().expect(MISSING);
        let mut watchdog = unprivileged_shell()
            .args(["-c", WATCHDOG, "sh"])
            .arg(&programs)
            .arg(port.to_string())
            .args(files.iter().flat_map(|(name, text)| [name, text]))
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // Out of reach of what the terminal tells the tests.
            .process_group(0)
            .spawn()
            .expect("a shell to watch over PostgreSQL");
        let orders = watchdog.stdin.take();
        let mut answers = BufReader::new(watchdog.stdout.take().unwrap());
        let mut folder = String::new();
        answers.read_line(&mut folder).unwrap();
        let mut server = Self {
            programs,
            port,
            folder: folder.trim_end().into(),
            watchdog,
            orders,
            answers,
        };
        server.answer("ready").map(|()| server)
    }

    /// The URL of one shop on it, always the same.
    pub(crate) fn url(&self) -> String {
        in_schema(&self.address(), "shop")
    }

    /// Closes the server as its administrator would: nobody can connect, and whoever was is told.
    pub(crate) fn stop(&mut self) {
        self.obey("stop");
        self.answers_with("stopped");
    }

    /// Starts it after a stop, with everything that was in it.
    pub(crate) fn start_again(&mut self) {
        self.obey("start");
        self.answers_with("ready");
    }

    pub(crate) fn restart(&mut self) {
        self.stop();
        self.start_again();
    }

    /// Cuts every connection; none is left when this returns.
    pub(crate) fn cut_connections(&self) {
        self.order(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
             WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
        );
    }

    /// Does something as its administrator.
    pub(crate) fn order(&self, sql: &str) {
        let done = Command::new(self.programs.join("psql"))
            .env_clear()
            .args(["--no-psqlrc", "--quiet", "--username=ecombot"])
            .arg("--host")
            .arg(&self.folder)
            .args(["--port", &self.port.to_string()])
            .args(["--dbname=postgres", "--command", sql])
            .output()
            .expect("psql, which comes with the server");
        assert!(done.status.success(), "{done:?}");
    }

    /// Where it can be reached without a name.
    pub(crate) fn socket(&self) -> PathBuf {
        self.folder.join(format!(".s.PGSQL.{}", self.port))
    }

    /// The URL of its database, whatever the schema.
    fn address(&self) -> String {
        let host = self.folder.display().to_string().replace('/', "%2F");
        format!("postgres://ecombot@{host}/postgres")
    }

    fn obey(&mut self, order: &str) {
        writeln!(self.orders.as_ref().unwrap(), "{order}").unwrap();
    }

    /// Waits for an answer of the watchdog.
    fn answers_with(&mut self, expected: &str) {
        if let Err(log) = self.answer(expected) {
            panic!("PostgreSQL of the tests: {log}");
        }
    }

    /// Waits for an answer of the watchdog; instead of any other, its log.
    fn answer(&mut self, expected: &str) -> Result<(), String> {
        let mut told = String::new();
        self.answers.read_line(&mut told).unwrap();
        if told.trim_end() == expected {
            return Ok(());
        }
        self.answers.read_to_string(&mut told).unwrap();
        Err(told)
    }
}

impl Drop for PrivateServer {
    fn drop(&mut self) {
        drop(self.orders.take());
        // The folder is gone when the watchdog is.
        self.watchdog.wait().ok();
    }
}

/// The folder of the server's programs.
fn programs() -> Option<PathBuf> {
    let configured = Command::new("pg_config").arg("--bindir").output();
    let configured = configured
        .ok()
        .and_then(|output| String::from_utf8(output.stdout).ok())
        .map(|folder| PathBuf::from(folder.trim_end()));
    let path = env::var_os("PATH").unwrap_or_default();
    configured
        .into_iter()
        .chain(env::split_paths(&path))
        .chain(installed())
        .find(|folder| {
            // A folder of clients only, or of wrappers, is of no use.
            ["initdb", "postgres", "pg_isready"]
                .iter()
                .all(|program| folder.join(program).is_file())
        })
}

/// Where Debian keeps them, the newest version first.
fn installed() -> Vec<PathBuf> {
    let version = |folder: &Path| -> Option<u32> { folder.file_name()?.to_str()?.parse().ok() };
    let versions = Path::new("/usr/lib/postgresql").read_dir();
    let mut found: Vec<(u32, PathBuf)> = versions
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let folder = entry.ok()?.path();
            Some((version(&folder)?, folder.join("bin")))
        })
        .collect();
    found.sort_unstable();
    found.into_iter().rev().map(|(_, folder)| folder).collect()
}

/// A shell of somebody under whom PostgreSQL runs: it refuses to run as root.
fn unprivileged_shell() -> Command {
    let id = |arguments: &[&str]| {
        let output = Command::new("id").args(arguments).output().ok();
        output.filter(|output| output.status.success())
    };
    if id(&["-u"]).is_none_or(|output| output.stdout.trim_ascii() != b"0") {
        return Command::new("sh");
    }
    let user = if id(&["-u", "postgres"]).is_some() {
        "postgres"
    } else {
        "nobody"
    };
    let mut shell = Command::new("runuser");
    shell.args(["-u", user, "--", "sh"]);
    shell
}
