//! A bot of a foreign library: started, watched and ended.

use std::{
    fs,
    future::Future,
    io::{self, Cursor},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use ecombot::emulator::Server;
use image::{ImageFormat, RgbImage};
use tempfile::TempDir;
use tokio::task;

const TOKEN: &str = "4200000042:postcards";

/// The shades of the two sides of a postcard.
pub(crate) const FRONT: u8 = 40;
pub(crate) const BACK: u8 = 200;

/// A running bot, with an emulator and a folder with its pictures.
pub(crate) struct Program {
    server: Server,
    child: Child,
    /// Goes with the program.
    _folder: TempDir,
}

impl Program {
    /// Starts `bot.py` of a folder.
    pub(crate) async fn python(name: &str) -> Self {
        let interpreter = installed("python/bin/python");
        Self::start(Command::new(interpreter).arg(source(name, "bot.py"))).await
    }

    /// Starts `bot.js` of a folder.
    pub(crate) async fn node(name: &str) -> Self {
        // Node looks for libraries beside the program, wherever that was started.
        let program = installed("node/node_modules").with_file_name("bot.js");
        fs::copy(source(name, "bot.js"), &program).unwrap();
        Self::start(Command::new("node").arg(program)).await
    }

    async fn start(command: &mut Command) -> Self {
        let server = Server::start("127.0.0.1:0").await.unwrap();
        let bot = server.register_bot(TOKEN, "postcards_bot");
        server.turn_inline_on(bot);
        let folder = tempfile::tempdir().unwrap();
        for (name, shade) in [("front.png", FRONT), ("back.png", BACK)] {
            fs::write(folder.path().join(name), picture(shade)).unwrap();
        }
        let started = command
            .env("BOT_API_URL", server.url())
            .env("BOT_TOKEN", TOKEN)
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn();
        let child = started.unwrap_or_else(|error| {
            panic!("{command:?}: {error}; run tests/clients/install, or what it needs first")
        });
        Self {
            server,
            child,
            _folder: folder,
        }
    }

    /// Lets a story happen, as long as the program runs, and ends both.
    pub(crate) async fn lives<F: Future<Output = ()>>(mut self, story: impl FnOnce(Server) -> F) {
        // The bots print nothing: their output ends when they do.
        let mut output = self.child.stdout.take().unwrap();
        let mut ended = task::spawn_blocking(move || io::read_to_string(&mut output));
        tokio::select! {
            () = story(self.server.clone()) => {}
            output = &mut ended => panic!("the program ended by itself, see above; {output:?}"),
        }
        let terminated = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status();
        assert!(terminated.unwrap().success());
        assert_eq!(ended.await.unwrap().unwrap(), "");
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
        self.server.stop().await;
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Only a failed test finds it alive; an error means that it is gone.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A picture of one shade, different from all others.
pub(crate) fn picture(shade: u8) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_pixel(120, 80, [shade; 3].into())
        .write_to(&mut bytes, ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

fn source(folder: &str, file: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join("tests/clients").join(folder).join(file)
}

/// Where `tests/clients/install` has put something.
fn installed(path: &str) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let path = target.join("clients").join(path);
    assert!(
        path.exists(),
        "{} is missing: run tests/clients/install",
        path.display()
    );
    path
}
