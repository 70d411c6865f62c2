//! Servers reached over a network: encryption, certificates, passwords, and what is said when one
//! of them is wrong.

use std::{path::PathBuf, process::Command, sync::LazyLock};

use ecombot::{
    db::{Db, DbError},
    params,
};
use tempfile::TempDir;

use crate::postgres::PrivateServer;

const PASSWORD: &str = "open-sesame";

/// Nobody comes in over the network without encryption and a password.
const ACCESS: &str = "\
local   all all              trust
hostssl all all 127.0.0.1/32 scram-sha-256
";

/// What the certificates shall say, in the language of `openssl`.
const CERTIFICATES: &str = "\
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[server]
basicConstraints = critical, CA:FALSE
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost
";

/// The server of these tests, whose certificate is for `localhost`.
struct Encrypted {
    server: PrivateServer,
    folder: TempDir,
}

static SERVER: LazyLock<Encrypted> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let encrypted = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    let openssl = |words: &str| {
        let made = Command::new("openssl")
            .args(words.split_whitespace())
            .current_dir(folder.path())
            .output()
            .expect("the tests need the program openssl: install it (apt-get install openssl)");
        assert!(made.status.success(), "openssl {words}: {made:?}");
    };
    std::fs::write(folder.path().join("certificates"), CERTIFICATES).unwrap();
    let key = "-config certificates -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256";
    for authority in ["ours", "other"] {
        openssl(&format!(
            "req -x509 {key} -extensions authority -days 2 -subj /CN={authority}
             -keyout {authority}.key -out {authority}.crt"
        ));
    }
    openssl(&format!(
        "req -new {key} -subj /CN=server -keyout server.key -out server.csr"
    ));
    openssl(
        "x509 -req -in server.csr -CA ours.crt -CAkey ours.key -set_serial 1 -days 2
         -extfile certificates -extensions server -out server.crt",
    );
    let server =
        PrivateServer::start_with_tls(&encrypted("server.crt"), &encrypted("server.key"), ACCESS);
    server.order(&format!("CREATE ROLE ann LOGIN PASSWORD '{PASSWORD}'"));
    server.order("CREATE DATABASE shop OWNER ann");
    Encrypted { server, folder }
});

impl Encrypted {
    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Ann's URL by a name of the server, with parameters.
    fn url(&self, host: &str, parameters: &str) -> String {
        let port = self.server.port;
        format!("postgres://ann:{PASSWORD}@{host}:{port}/shop?{parameters}")
    }

    /// The parameters that name an authority.
    fn authority(&self, mode: &str, name: &str) -> String {
        let file = self.file(name).display().to_string();
        format!("sslmode={mode}&sslrootcert={}", file.replace('/', "%2F"))
    }
}

/// Asserts that a shop can be opened and what is said is not readable on the way.
async fn is_encrypted(url: &str) {
    let db = Db::open(url).unwrap();
    let encrypted = db.read(|tx| {
        tx.query_one(
            "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
            params![],
            |row| row.take::<bool>(),
        )
    });
    assert!(encrypted.await.unwrap(), "{url}");
    db.close().await;
}

/// What is said of a URL that cannot be opened, in one line and without the password.
fn refusal(url: &str) -> (DbError, String) {
    let error = Db::open(url).unwrap_err();
    let said = error.to_string();
    assert!(!said.contains(PASSWORD), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    (error, said)
}

#[track_caller]
fn is_refused(url: &str, words: &str) {
    let (_, said) = refusal(url);
    assert!(said.contains(words), "no {words:?} in: {said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_are_encrypted_unless_that_is_forbidden() {
    for mode in ["", "sslmode=allow", "sslmode=prefer", "sslmode=require"] {
        is_encrypted(&SERVER.url("127.0.0.1", mode)).await;
    }
    is_refused(&SERVER.url("127.0.0.1", "sslmode=disable"), "no encryption");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_must_be_of_the_authority_that_is_trusted() {
    // Whoever names an authority wants it asked.
    for mode in ["require", "verify-ca"] {
        let ours = SERVER.authority(mode, "ours.crt");
        for host in ["127.0.0.1", "localhost"] {
            is_encrypted(&SERVER.url(host, &ours)).await;
        }
        let other = SERVER.authority(mode, "other.crt");
        is_refused(&SERVER.url("127.0.0.1", &other), "UnknownIssuer");
    }
    for parameters in ["sslmode=verify-ca", "sslmode=verify-ca&sslrootcert=system"] {
        is_refused(&SERVER.url("127.0.0.1", parameters), "UnknownIssuer");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_can_be_required_to_be_of_the_server_itself() {
    let ours = SERVER.authority("verify-full", "ours.crt");
    is_encrypted(&SERVER.url("localhost", &ours)).await;
    is_refused(&SERVER.url("127.0.0.1", &ours), "not valid for name");
    let other = SERVER.authority("verify-full", "other.crt");
    is_refused(&SERVER.url("localhost", &other), "UnknownIssuer");
    is_refused(
        &SERVER.url("localhost", "sslmode=verify-full"),
        "UnknownIssuer",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_wrong_with_a_url_is_said_without_the_password() {
    let wrong = SERVER.url("localhost", "").replace(PASSWORD, "guessed");
    is_refused(&wrong, "password authentication failed for user \"ann\"");
    let nowhere = SERVER.url("localhost", "").replace("/shop", "/nowhere");
    is_refused(&nowhere, "database \"nowhere\" does not exist");
    let silent = format!("postgres://ann:{PASSWORD}@127.0.0.1:1/shop");
    let (error, said) = refusal(&silent);
    assert!(matches!(error, DbError::Unreachable(_)), "{said}");

    std::fs::write(SERVER.file("empty.crt"), "").unwrap();
    let missing = SERVER.authority("verify-ca", "missing.crt");
    let empty = SERVER.authority("verify-ca", "empty.crt");
    for (parameters, words) in [
        ("sslmode=maybe", "sslmode=maybe is unknown"),
        ("pool_size=0", "pool_size=0 is not 1 to 1000"),
        ("pool_size=many", "pool_size=many is not 1 to 1000"),
        ("pool_timeout=soon", "pool_timeout=soon is no seconds"),
        ("colour=blue", "colour"),
        (&missing, "missing.crt: No such file"),
        (&empty, "empty.crt holds no certificate"),
    ] {
        is_refused(&SERVER.url("localhost", parameters), words);
    }
    let nobody = format!("postgres://localhost/shop?password={PASSWORD}");
    is_refused(&nobody, "names no user");
}
