//! The real program and what it is started with: a file, variables and flags.

use std::process::Command;

use crate::kill::{Program, assert_ends, assert_fails, ended, terminate, until_shown};

/// The program as it runs, with a file of settings.
fn started_with(program: &Program, file: &str) -> Command {
    program.write("shop.toml", file);
    let mut command = program.run_logging("error");
    command.args(["--config", "shop.toml"]);
    command
}

#[tokio::test]
async fn flags_win_over_variables_over_the_file_over_what_the_chat_says() {
    let program = Program::new().await;
    program.seed().await;
    let olga = program.server.user("Olga");
    let file = format!(
        "admins = [{}]\ntimezone = 'Asia/Tokyo'\norder-prefix = 'FILE'\nlanguage = 'en'\n",
        olga.id()
    );
    let mut command = started_with(&program, &file);
    command
        .env("ECOMBOT_TIMEZONE", "America/Lima")
        .env("ECOMBOT_ORDER_PREFIX", "VAR")
        .args(["--timezone", "Europe/Berlin"]);
    let child = command.spawn().unwrap();
    olga.send("/admin");
    until_shown(&olga, "⚙️ Settings").await;
    olga.press("⚙️ Settings").unwrap();
    for line in [
        "📌 set by --timezone",
        "Order numbers: VAR 📌 set by ECOMBOT_ORDER_PREFIX",
        "Language: English 📌 set by shop.toml",
    ] {
        until_shown(&olga, line).await;
    }
    until_shown(&olga, "Time zone: Europe/Berlin (").await;
    // What nobody gave is for the chat to say, and stays.
    olga.press("Currency").unwrap();
    until_shown(&olga, "Which currency").await;
    olga.send("EUR");
    until_shown(&olga, "Currency: EUR").await;
    terminate(&child);
    assert_eq!(ended(child).await.0, Some(0));
    let child = program.run_logging("error").spawn().unwrap();
    olga.press_data(olga.last_message().unwrap().id, "mts");
    olga.wait_for(|messages| {
        let newest = messages.iter().rfind(|message| message.from_bot);
        // Once the program has come up and answered.
        newest.is_some_and(|message| {
            message.text.contains("Currency: EUR\nTime zone: UTC (")
                && message.text.contains("Order numbers: ECO")
                && !message.text.contains("📌")
        })
    })
    .await
    .unwrap();
    terminate(&child);
    assert_eq!(ended(child).await.0, Some(0));
    program.server.stop().await;
}

#[tokio::test]
async fn a_file_that_cannot_be_right_is_refused_with_its_name() {
    let program = Program::new().await;
    for (file, words) in [
        ("timezon = 'UTC'", "there is no setting 'timezon'"),
        ("timezone = 'Mars/Olympus'", "no such time zone"),
        ("timezone = UTC", "line 1: "),
        ("language = 'tlh'", "language 'tlh' is not spoken"),
        ("currency = 'Euro'", "is not a currency code"),
        ("admins = ['@olga']", "must be a Telegram user id"),
        ("[admins]\nolga = 42", "'admins' must be a text"),
    ] {
        let is_of_the_shop = file.starts_with("language");
        let command = started_with(&program, file);
        let told = assert_ends(command, 2).await;
        assert!(told.contains(words), "{file}: {told}");
        assert!(told.contains("shop.toml") || is_of_the_shop, "{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
    }
    let mut command = program.run_logging("error");
    command.args(["--config", "nowhere.toml"]);
    assert_fails(command, 2, "cannot read settings file 'nowhere.toml'").await;
    program.server.stop().await;
}

#[tokio::test]
async fn a_file_speaks_to_every_command_and_a_flag_before_it_counts_more() {
    let program = Program::new().await;
    program.write("shop.toml", "currency = 'EUR'\n");
    program.write("catalogue.json", r#"{"categories": [{"name": "Things"}]}"#);
    let seed = |currency: Option<&str>| {
        let mut command = program.command("seed");
        command.args(["--config", "shop.toml", "catalogue.json"]);
        if let Some(currency) = currency {
            command.args(["--currency", currency]);
        }
        command
    };
    assert_ends(seed(None), 0).await;
    let currency = || async {
        let db = ecombot::db::Db::open(program.database_url()).unwrap();
        let stored = db.read(ecombot::shop::setup::currency).await.unwrap();
        db.close().await;
        stored.unwrap().code()
    };
    assert_eq!(currency().await, "EUR");
    assert_ends(seed(Some("USD")), 0).await;
    assert_eq!(currency().await, "USD");
    program.server.stop().await;
}

#[test]
fn the_service_unit_knows_the_program_it_runs() {
    let unit = include_str!("../../packaging/ecombot.service");
    let told = |key: &str| -> Vec<&str> {
        let lines = unit.lines().filter_map(|line| line.strip_prefix(key));
        lines.collect()
    };
    let started = told("ExecStart=");
    let [started] = started.as_slice() else {
        panic!("{started:?}")
    };
    let command = started.rsplit_once('/').unwrap().1;
    let mut command = command.split(' ');
    assert_eq!(command.next(), Some("ecombot"));
    let help = Command::new(env!("CARGO_BIN_EXE_ecombot"))
        .args(command)
        .arg("--help")
        .output()
        .unwrap();
    assert!(help.status.success());
    let help = String::from_utf8(help.stdout).unwrap();
    for given in told("Environment=") {
        let (variable, _) = given.split_once('=').unwrap();
        assert!(help.contains(&format!("[env: {variable}")), "{variable}");
    }
    // It has a folder of its own and nothing else of the machine.
    assert_eq!(told("StateDirectory="), ["ecombot"]);
    for closed in [
        "DynamicUser",
        "NoNewPrivileges",
        "ProtectHome",
        "PrivateTmp",
    ] {
        assert_eq!(told(&format!("{closed}=")), ["yes"], "{closed}");
    }
    assert_eq!(told("ProtectSystem="), ["strict"]);
}
