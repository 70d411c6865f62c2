//! Headless Chromium, driven over WebDriver by plain requests.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

use reqwest::{Client, Method};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::task;

/// How long something is waited for that never comes.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often the driver is started before the tests give up.
const DRIVER_STARTS: usize = 5;

/// Finds the newest thing that can be clicked and says the words, in the column of somebody.
const FIND: &str = "
    const [who, words] = arguments;
    const columns = [...document.querySelectorAll('.column')];
    const root = who ? columns.find((column) => column.querySelector('h2').textContent === who) : document;
    const found = [...(root?.querySelectorAll('button, a.key') ?? [])].reverse();
    return found.find((key) => key.checkVisibility() && !key.closest('[inert]') && key.textContent.includes(words));";

/// Waits until it stands still, from one frame to the next, and nothing covers its middle. From then
/// on the mouse only reaches this one: should it move after all, nothing else is clicked instead.
const STEADY: &str = "
    const done = arguments[arguments.length - 1];
    const aim = (key) => {
        const events = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'];
        const guard = (event) => {
            if (!key.contains(event.target)) {
                event.stopImmediatePropagation();
                event.preventDefault();
            } else if (event.type === 'click') {
                window.aimed.isHit = true;
            }
        };
        for (const event of events) addEventListener(event, guard, true);
        const end = () => events.forEach((event) => removeEventListener(event, guard, true));
        window.aimed = { isHit: false, end };
    };
    window.aimed?.end();
    const find = (...given) => { const look = function () { FIND }; return look(...given); };
    let last = {};
    const look = () => {
        const key = find(arguments[0], arguments[1]);
        let place = '';
        if (key) {
            key.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
            const { x, y, width, height } = key.getBoundingClientRect();
            const isFree = key.contains(document.elementFromPoint(x + width / 2, y + height / 2));
            if (isFree) place = [x, y, width, height].join();
        }
        if (place && key === last.key && place === last.place) {
            aim(key);
            return done(key);
        }
        last = { key, place };
        requestAnimationFrame(look);
    };
    look();";

/// Lets the mouse reach everything again; whether it clicked what it was to click.
const HIT: &str = "window.aimed.end(); return window.aimed.isHit";

/// What the driver says when it has not clicked, because the page had changed meanwhile.
const NOT_CLICKED: [&str; 3] = [
    "stale element reference",
    "element click intercepted",
    "element not interactable",
];

const SHOWS: &str = "
    const [who, words] = arguments;
    const columns = [...document.querySelectorAll('.column')];
    const root = who ? columns.find((column) => column.querySelector('h2').textContent === who) : document.body;
    return Boolean(root?.textContent.includes(words));";

#[derive(Debug, Clone, Copy)]
pub(crate) struct Screen {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) is_phone: bool,
}

/// A browser with one window.
pub(crate) struct Browser {
    driver: Child,
    client: Client,
    session: String,
    screen: Screen,
    /// Its profile, which goes with it.
    _folder: TempDir,
}

impl Browser {
    pub(crate) async fn open(screen: Screen) -> Self {
        let (driver, port) = task::spawn_blocking(start_driver).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let browser = Self {
            driver,
            client: Client::new(),
            session: format!("http://127.0.0.1:{port}/session"),
            screen,
            _folder: folder,
        };
        browser.begin().await
    }

    async fn begin(mut self) -> Self {
        let Screen { width, height, .. } = self.screen;
        let profile = format!("--user-data-dir={}", self._folder.path().display());
        let size = format!("--window-size={width},{height}");
        let options = json!({ "args": [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--hide-scrollbars", profile, size,
        ]});
        let wanted = json!({ "alwaysMatch": {
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "browser": "ALL" },
        }});
        let begun = self
            .ask(Method::POST, "", json!({ "capabilities": wanted }))
            .await;
        self.session = format!("{}/{}", self.session, begun["sessionId"].as_str().unwrap());
        let limit = json!({ "script": PATIENCE.as_millis() });
        self.ask(Method::POST, "/timeouts", limit).await;
        let metrics = json!({
            "width": width,
            "height": height,
            "deviceScaleFactor": if self.screen.is_phone { 2 } else { 1 },
            "mobile": self.screen.is_phone,
        });
        self.chrome("Emulation.setDeviceMetricsOverride", metrics)
            .await;
        self
    }

    async fn ask(&self, method: Method, path: &str, body: Value) -> Value {
        let value = self.attempt(method, path, body).await;
        assert_eq!(value["error"], Value::Null, "{path}: {}", value["message"]);
        value
    }

    /// What the driver answers, be it an error.
    async fn attempt(&self, method: Method, path: &str, body: Value) -> Value {
        let mut request = self
            .client
            .request(method.clone(), format!("{}{path}", self.session));
        if method == Method::POST {
            request = request.json(&body);
        }
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        answer["value"].clone()
    }

    /// A command of Chromium's own protocol.
    async fn chrome(&self, command: &str, params: Value) {
        let body = json!({ "cmd": command, "params": params });
        self.ask(Method::POST, "/goog/cdp/execute", body).await;
    }

    pub(crate) async fn go(&self, url: &str) {
        self.ask(Method::POST, "/url", json!({ "url": url })).await;
    }

    /// Runs a script's body and returns what it returns.
    pub(crate) async fn run(&self, script: &str, arguments: Value) -> Value {
        let body = json!({ "script": script, "args": arguments });
        self.ask(Method::POST, "/execute/sync", body).await
    }

    /// Waits until a script's body returns something true: at once after something on the page has
    /// changed, and not later than a second after anything else has.
    pub(crate) async fn until(&self, script: &str, arguments: Value) -> Value {
        let waiting = format!(
            "const done = arguments[arguments.length - 1];
             const given = [...arguments].slice(0, -1);
             const look = function () {{ {script} }};
             let watch, timer;
             const check = () => {{
                 const found = look(...given);
                 if (!found) return;
                 watch.disconnect();
                 clearInterval(timer);
                 done(found);
             }};
             watch = new MutationObserver(check);
             watch.observe(document, {{ subtree: true, childList: true, attributes: true, characterData: true }});
             timer = setInterval(check, 200);
             check();"
        );
        self.outlast(&waiting, script, arguments).await
    }

    /// Runs a script that calls its last argument when it is done; `what` is waited for, in words.
    async fn outlast(&self, script: &str, what: &str, arguments: Value) -> Value {
        let body = json!({ "script": script, "args": arguments });
        let began = Instant::now();
        let value = self.attempt(Method::POST, "/execute/async", body).await;
        if value["error"].is_string() {
            self.picture("failed").await;
            panic!("not after {:?}: {what} with {arguments}", began.elapsed());
        }
        value
    }

    /// What says these words in somebody's column, once it stands still and can be clicked.
    async fn steady(&self, who: &str, words: &str) -> Value {
        let script = STEADY.replace("FIND", FIND);
        self.outlast(&script, "something to click", json!([who, words]))
            .await
    }

    /// Clicks what says these words in somebody's column, as a mouse does.
    pub(crate) async fn click(&self, who: &str, words: &str) {
        let began = Instant::now();
        loop {
            let found = self.steady(who, words).await;
            let path = format!("/element/{}/click", id_of(&found));
            let clicked = self.attempt(Method::POST, &path, json!({})).await;
            let error = clicked["error"].as_str();
            if self.run(HIT, json!([])).await == true {
                return;
            }
            let was_away = error.is_none_or(|error| NOT_CLICKED.contains(&error));
            let is_patient = was_away && began.elapsed() < PATIENCE;
            assert!(is_patient, "{words}: {error:?}, {}", clicked["message"]);
        }
    }

    /// Puts the mouse on what says these words in somebody's column, and its button down.
    pub(crate) async fn hold(&self, who: &str, words: &str) {
        let key = self.steady(who, words).await;
        self.mouse(json!([
            { "type": "pointerMove", "origin": key, "x": 0, "y": 0, "duration": 0 },
            { "type": "pointerDown", "button": 0 },
        ]))
        .await;
    }

    /// Lets the mouse's button go where it is.
    pub(crate) async fn let_go(&self) {
        self.mouse(json!([{ "type": "pointerUp", "button": 0 }]))
            .await;
        self.run(HIT, json!([])).await;
    }

    async fn mouse(&self, actions: Value) {
        let mouse = json!({ "type": "pointer", "id": "mouse", "actions": actions });
        self.ask(Method::POST, "/actions", json!({ "actions": [mouse] }))
            .await;
    }

    pub(crate) async fn shows(&self, who: &str, words: &str) {
        self.until(SHOWS, json!([who, words])).await;
    }

    /// A window with these words covers somebody's chat, and no other.
    pub(crate) async fn window_says(&self, who: &str, words: &str) {
        let open = "
            const open = [...document.querySelectorAll('.alert')].filter((alert) => alert.checkVisibility());
            const [alert] = open;
            return open.length === 1 && alert.querySelector('p').textContent === arguments[1]
                && alert.closest('.column').querySelector('h2').textContent === arguments[0]";
        self.until(open, json!([who, words])).await;
    }

    /// What the system says somebody prefers.
    pub(crate) async fn prefers(&self, feature: &str, value: &str) {
        let features = json!([{ "name": feature, "value": value }]);
        self.chrome(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        )
        .await;
    }

    /// Cuts the network, or brings it back.
    pub(crate) async fn network(&self, is_there: bool) {
        self.chrome("Network.enable", json!({})).await;
        let conditions = json!({
            "offline": !is_there, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
        });
        self.chrome("Network.emulateNetworkConditions", conditions)
            .await;
        if !is_there {
            // An open stream is not cut by that.
            self.run("dispatchEvent(new Event('online'))", json!([]))
                .await;
        }
    }

    /// Leaves a screenshot in the target directory.
    pub(crate) async fn picture(&self, name: &str) {
        let clip = json!({ "format": "png" });
        let body = json!({ "cmd": "Page.captureScreenshot", "params": clip });
        let shot = self.ask(Method::POST, "/goog/cdp/execute", body).await;
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
        let folder = target.join("browser");
        fs::create_dir_all(&folder).unwrap();
        let bytes = from_base64(shot["data"].as_str().unwrap());
        assert!(bytes.starts_with(b"\x89PNG"));
        fs::write(folder.join(format!("{name}.png")), bytes).unwrap();
    }

    async fn errors(&self) -> Vec<Value> {
        let log = self
            .ask(Method::POST, "/se/log", json!({ "type": "browser" }))
            .await;
        let log = log.as_array().unwrap().clone();
        log.into_iter()
            .filter(|line| line["level"] != "INFO")
            .collect()
    }

    /// What a cut network has written to the console is no fault of the page.
    pub(crate) async fn forget_errors(&self) {
        let errors = self.errors().await;
        let is_network = |line: &Value| line["source"] == "network";
        assert!(errors.iter().all(is_network), "{errors:?}");
    }

    /// Ends the browser; the page may have complained of nothing.
    pub(crate) async fn close(self) {
        assert_eq!(self.errors().await, Vec::<Value>::new());
        self.ask(Method::DELETE, "", json!({})).await;
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The browser ends with its driver; an error means that both are gone.
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The driver's name for an element.
fn id_of(element: &Value) -> &str {
    let fields = element.as_object().unwrap();
    fields.values().next().and_then(Value::as_str).unwrap()
}

/// Starts the driver on a port that it finds for itself. It looks for one of IPv4 and then wants the
/// same of IPv6; when another program has that, it ends, and is started again.
fn start_driver() -> (Child, u16) {
    let install = "apt-get install chromium chromium-driver";
    for _ in 0..DRIVER_STARTS {
        let mut driver = Command::new("chromedriver")
            .args(["--port=0"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("chromedriver: {error}; run {install}"));
        if let Some(port) = port_of(driver.stdout.take().unwrap()) {
            return (driver, port);
        }
        driver.wait().unwrap();
    }
    panic!("chromedriver has found no port in {DRIVER_STARTS} starts");
}

/// The driver says on which port it listens, and hardly anything after that.
fn port_of(output: ChildStdout) -> Option<u16> {
    let mut lines = BufReader::new(output).lines();
    let told = lines.by_ref().map_while(Result::ok).find_map(|line| {
        let (_, port) = line.split_once("on port ")?;
        let digits: String = port.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok().filter(|port| *port != 0)
    });
    std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
    told
}

fn from_base64(text: &str) -> Vec<u8> {
    let sextet = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let sextets: Vec<u32> = text.bytes().filter_map(sextet).map(u32::from).collect();
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for group in sextets.chunks(4) {
        let shift = 6 * (4 - group.len());
        let bits = group.iter().fold(0, |bits, sextet| bits << 6 | sextet) << shift;
        bytes.extend_from_slice(&bits.to_be_bytes()[1..group.len()]);
    }
    bytes
}
