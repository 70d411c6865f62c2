//! Where a server is, and how to talk to it: the URL with libpq's `sslmode` in full.

use std::{fs, sync::Arc, time::Duration};

use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error as TlsError, RootCertStore,
    SignatureScheme,
    client::{
        WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject},
};
use tokio_postgres::{Config, config::SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;
use url::form_urlencoded;

use crate::db::{DbError, without_password};

/// Connections when the URL names no number.
const CONNECTIONS: usize = 8;
/// How long a connection may take to open, when the URL does not say.
const CONNECT: Duration = Duration::from_secs(5);
/// How long a use case waits for a server that is away, when the URL does not say.
const WAIT: Duration = Duration::from_secs(30);

/// A server's URL, understood.
#[derive(Clone)]
pub(in crate::db) struct Address {
    pub(super) config: Config,
    pub(super) tls: MakeRustlsConnect,
    /// `pool_size`: connections for use cases.
    pub(super) connections: usize,
    /// `pool_timeout`: how long a use case waits for a connection.
    pub(super) wait: Duration,
    /// The URL, fit for messages.
    pub(super) shown: String,
}

/// What the server's certificate must prove.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Proof {
    /// Nothing: the connection is encrypted, to whomever.
    Nothing,
    /// That somebody trusted signed it.
    Authority,
    /// And that it is this server's.
    Identity,
}

impl Address {
    /// Reads a URL. Beside the parameters of libpq that the driver knows, it may have `sslmode`
    /// with all of libpq's values, `sslrootcert` (a PEM file, or `system` for the authorities that
    /// browsers trust), `pool_size` and `pool_timeout` (seconds).
    ///
    /// # Errors
    /// [`DbError::Malformed`] for what is no such URL, with the reason.
    pub(in crate::db) fn parse(url: &str) -> Result<Self, DbError> {
        let shown = without_password(url);
        let refuse = |problem: String| DbError::Malformed {
            url: without_password(url),
            problem,
        };
        // As the driver reads it: a password may have a question mark.
        let place = url.find('@').unwrap_or(0);
        let (base, query) = match url[place..].split_once('?') {
            Some((rest, query)) => (&url[..place + rest.len()], query),
            None => (url, ""),
        };
        let (mut mode, mut proof, mut roots) = (SslMode::Prefer, Proof::Nothing, None);
        let (mut connections, mut wait) = (CONNECTIONS, WAIT);
        let mut rest = Vec::new();
        for (part, (key, value)) in query
            .split('&')
            .filter(|part| !part.is_empty())
            .map(|part| (part, one(part)))
        {
            match key.as_str() {
                "sslmode" => {
                    (mode, proof) = ssl_mode(&value)
                        .ok_or_else(|| refuse(format!("sslmode={value} is unknown")))?;
                }
                "sslrootcert" => roots = Some(value),
                "pool_size" => {
                    connections = value
                        .parse()
                        .ok()
                        .filter(|size| (1..=1000).contains(size))
                        .ok_or_else(|| refuse(format!("pool_size={value} is not 1 to 1000")))?;
                }
                "pool_timeout" => {
                    wait = value
                        .parse()
                        .map(Duration::from_secs)
                        .map_err(|_| refuse(format!("pool_timeout={value} is no seconds")))?;
                }
                _ => rest.push(part),
            }
        }
        if roots.is_some() && mode == SslMode::Require && proof == Proof::Nothing {
            // As libpq does: whoever names an authority wants it asked.
            proof = Proof::Authority;
        }
        let bare = if rest.is_empty() {
            base.to_owned()
        } else {
            format!("{base}?{}", rest.join("&"))
        };
        let mut config: Config = bare
            .parse()
            .map_err(|error: tokio_postgres::Error| refuse(reasons(&error)))?;
        config.ssl_mode(mode);
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT);
        }
        if config.get_application_name().is_none() {
            config.application_name("ecombot");
        }
        if config.get_user().is_none() {
            return Err(refuse("it names no user".into()));
        }
        let tls = client_config(proof, roots.as_deref()).map_err(refuse)?;
        Ok(Self {
            config,
            tls: MakeRustlsConnect::new(tls),
            connections,
            wait,
            shown,
        })
    }

    /// Whether both lead to one schema of one database.
    pub(in crate::db) fn is_same_shop(&self, other: &Self) -> bool {
        let name = |config: &Config| config.get_dbname().or(config.get_user()).map(str::to_owned);
        self.config.get_hosts() == other.config.get_hosts()
            && self.config.get_ports() == other.config.get_ports()
            && self.config.get_options() == other.config.get_options()
            && name(&self.config) == name(&other.config)
    }
}

/// An error with what lies behind it.
pub(super) fn reasons(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        let cause = error.to_string();
        if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
        source = error.source();
    }
    text
}

/// One `key=value` of a query.
fn one(part: &str) -> (String, String) {
    form_urlencoded::parse(part.as_bytes())
        .next()
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .unwrap_or_default()
}

/// The values of libpq (PostgreSQL documentation, "SSL Mode Descriptions").
fn ssl_mode(value: &str) -> Option<(SslMode, Proof)> {
    Some(match value {
        "disable" => (SslMode::Disable, Proof::Nothing),
        "allow" | "prefer" => (SslMode::Prefer, Proof::Nothing),
        "require" => (SslMode::Require, Proof::Nothing),
        "verify-ca" => (SslMode::Require, Proof::Authority),
        "verify-full" => (SslMode::Require, Proof::Identity),
        _ => return None,
    })
}

fn client_config(proof: Proof, roots: Option<&str>) -> Result<ClientConfig, String> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?;
    let config = match proof {
        Proof::Nothing => builder
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(Anybody(provider))),
        Proof::Authority => {
            let known = WebPkiServerVerifier::builder_with_provider(
                Arc::new(authorities(roots)?),
                provider,
            )
            .build()
            .map_err(|error| error.to_string())?;
            builder
                .dangerous()
                .with_custom_certificate_verifier(Arc::new(AnyName(known)))
        }
        Proof::Identity => builder.with_root_certificates(authorities(roots)?),
    };
    Ok(config.with_no_client_auth())
}

fn authorities(roots: Option<&str>) -> Result<RootCertStore, String> {
    let mut store = RootCertStore::empty();
    match roots {
        None | Some("system") => store.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        Some(file) => {
            let pem = fs::read(file).map_err(|error| format!("sslrootcert={file}: {error}"))?;
            for certificate in CertificateDer::pem_slice_iter(&pem) {
                certificate
                    .map_err(|error| error.to_string())
                    .and_then(|certificate| {
                        store.add(certificate).map_err(|error| error.to_string())
                    })
                    .map_err(|error| format!("sslrootcert={file}: {error}"))?;
            }
            if store.is_empty() {
                return Err(format!("sslrootcert={file} holds no certificate"));
            }
        }
    }
    Ok(store)
}

/// Takes any certificate: what `sslmode=require` without an authority means to libpq.
#[derive(Debug)]
struct Anybody(Arc<CryptoProvider>);

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        let algorithms = &self.0.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        let algorithms = &self.0.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

/// Takes a trusted certificate whatever name it has: `sslmode=verify-ca`.
#[derive(Debug)]
struct AnyName(Arc<WebPkiServerVerifier>);

impl ServerCertVerifier for AnyName {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        let verified =
            self.0
                .verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now);
        match verified {
            // The name is the last thing looked at: the chain was found good.
            Err(TlsError::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) => Ok(ServerCertVerified::assertion()),
            other => other,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        self.0
            .verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        self.0
            .verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_verify_schemes()
    }
}

#[cfg(test)]
mod tests {
    use tokio_postgres::config::Host;

    use super::*;

    fn address(url: &str) -> Address {
        Address::parse(url).unwrap_or_else(|error| panic!("{url}: {error}"))
    }

    fn refusal(url: &str) -> String {
        match Address::parse(url) {
            Ok(_) => panic!("{url} is taken"),
            Err(error @ DbError::Malformed { .. }) => error.to_string(),
            Err(error) => panic!("{url}: {error:?}"),
        }
    }

    #[test]
    fn a_url_that_says_little_gets_what_is_usual() {
        let little = address("postgres://ann@db.example/shop");
        assert_eq!(little.connections, CONNECTIONS);
        assert_eq!(little.wait, WAIT);
        let config = little.config;
        assert_eq!(config.get_ssl_mode(), SslMode::Prefer);
        assert_eq!(config.get_connect_timeout(), Some(&CONNECT));
        assert_eq!(config.get_application_name(), Some("ecombot"));
        assert_eq!(config.get_hosts(), [Host::Tcp("db.example".into())]);
        assert_eq!(config.get_dbname(), Some("shop"));
    }

    #[test]
    fn a_url_can_say_more() {
        let much = address(
            "postgresql://ann:p%40ss@db.example:6432/shop?pool_size=3&application_name=mine\
             &options=-c%20search_path%3Dnorth&pool_timeout=7&connect_timeout=2&sslmode=disable",
        );
        assert_eq!((much.connections, much.wait), (3, Duration::from_secs(7)));
        let config = much.config;
        assert_eq!(config.get_ssl_mode(), SslMode::Disable);
        assert_eq!(config.get_connect_timeout(), Some(&Duration::from_secs(2)));
        assert_eq!(config.get_application_name(), Some("mine"));
        assert_eq!(config.get_options(), Some("-c search_path=north"));
        assert_eq!(config.get_password(), Some(&b"p@ss"[..]));
        assert_eq!(config.get_ports(), [6432]);
    }

    #[test]
    fn a_question_mark_in_the_password_begins_no_parameters() {
        let config = address("postgres://ann:a?b@host/shop?sslmode=require").config;
        assert_eq!(config.get_password(), Some(&b"a?b"[..]));
        assert_eq!(config.get_ssl_mode(), SslMode::Require);
    }

    #[cfg(unix)]
    #[test]
    fn a_server_can_be_reached_by_its_socket() {
        for url in [
            "postgres://ann@%2Frun%2Fpostgresql/shop",
            "postgres:///shop?host=/run/postgresql&user=ann",
        ] {
            let hosts = address(url).config;
            let socket = Host::Unix("/run/postgresql".into());
            assert_eq!(hosts.get_hosts(), [socket], "{url}");
        }
    }

    #[test]
    fn every_sslmode_of_libpq_is_known() {
        for (value, expected) in [
            ("disable", Some((SslMode::Disable, Proof::Nothing))),
            ("allow", Some((SslMode::Prefer, Proof::Nothing))),
            ("prefer", Some((SslMode::Prefer, Proof::Nothing))),
            ("require", Some((SslMode::Require, Proof::Nothing))),
            ("verify-ca", Some((SslMode::Require, Proof::Authority))),
            ("verify-full", Some((SslMode::Require, Proof::Identity))),
            ("VERIFY-FULL", None),
            ("", None),
        ] {
            assert_eq!(ssl_mode(value), expected, "{value}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_url_is_said_without_the_password() {
        for (url, words) in [
            (
                "postgres://ann:secret@host/shop?sslmode=maybe",
                "sslmode=maybe is unknown",
            ),
            (
                "postgres://ann:secret@host/shop?pool_size=0",
                "pool_size=0 is not 1 to 1000",
            ),
            (
                "postgres://ann:secret@host/shop?pool_size=1001",
                "pool_size=1001 is not 1 to 1000",
            ),
            (
                "postgres://ann:secret@host/shop?pool_timeout=-1",
                "pool_timeout=-1 is no seconds",
            ),
            ("postgres://ann:secret@host/shop?colour=blue", "colour"),
            ("postgres://ann:secret@host:door/shop", "port"),
            ("postgres://host/shop?password=secret", "it names no user"),
            (
                "postgres://ann:secret@host/shop?sslmode=verify-ca&sslrootcert=/nowhere/ca.pem",
                "/nowhere/ca.pem",
            ),
        ] {
            let said = refusal(url);
            assert!(said.contains(words), "no {words:?} in: {said}");
            assert!(!said.contains("secret"), "{said}");
        }
    }
}
