//! Text messages handed to gateways: what is said to them, and every way in which they fail. Real sockets, no waiting: where
//! a gateway is silent, the clock of the runtime is turned once it has heard the question.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use doorward::config;
use doorward::config::SmsKind;
use doorward::delivery::sms::{Accepted, Gateways, Sms};
use doorward::delivery::{Memory, NotSent};
use doorward_core::moment::Time;
use doorward_core::phone::Phone;
use doorward_core::secret::Secret;
use sha2::{Digest as _, Sha256};

use crate::world::gateway::{Act, FakeGateway};

const SECRET: &str = "0123456789abcdef0123456789abcdef";
const NUMBER: &str = "+491701234567";
const CODE: &str = "482913";
const SENT: &str = r#"{"sid":"SM123","status":"queued","error_code":null,"message":null}"#;

#[tokio::test]
async fn a_message_goes_to_twilio_as_a_form_with_account_and_secret() {
    let gateway = FakeGateway::start(Act::answer("201 Created", SENT)).await;
    let gateways = Gateways::new(&[twilio(&gateway, "/api/laml/", "Doorward")]).unwrap();
    let accepted = gateways.send(&message(), at(0)).await.unwrap();
    let host = gateway.address.to_string();
    assert_eq!(accepted, Accepted { gateway: host.clone(), reference: Some("SM123".to_owned()) });

    let heard = &gateway.heard()[0];
    assert_eq!(heard.line, "POST /api/laml/2010-04-01/Accounts/AC1/Messages.json HTTP/1.1");
    assert_eq!(heard.header("host"), Some(host.as_str()));
    // AC1, a colon, and the secret, in base64.
    let authorization = "Basic QUMxOjAxMjM0NTY3ODlhYmNkZWYwMTIzNDU2Nzg5YWJjZGVm";
    assert_eq!(heard.header("authorization"), Some(authorization));
    assert_eq!(heard.header("content-type"), Some("application/x-www-form-urlencoded"));
    let form = form(&heard.body);
    let expected = [("Body", message().text), ("From", "Doorward".to_owned()), ("To", NUMBER.to_owned())];
    assert_eq!(form, expected.map(|(name, value)| (name.to_owned(), value)).into());

    let service = "MG0123456789abcdef0123456789abcdef";
    let gateways = Gateways::new(&[twilio(&gateway, "", service)]).unwrap();
    gateways.send(&message(), at(0)).await.unwrap();
    let heard = &gateway.heard()[1];
    assert_eq!(heard.line, "POST /2010-04-01/Accounts/AC1/Messages.json HTTP/1.1");
    let form = self::form(&heard.body);
    assert_eq!(
        (form.get("MessagingServiceSid").map(String::as_str), form.get("From")),
        (Some(service), None)
    );
}

#[tokio::test]
async fn a_message_goes_to_a_webhook_with_a_signature_that_anybody_can_check() {
    let gateway = FakeGateway::start(Act::answer("202 Accepted", r#"{"id": 7, "more": []}"#)).await;
    let gateways = Gateways::new(&[webhook(&gateway, "/sms?to=all", Some("acme"))]).unwrap();
    let now = Time::from_millis(1_790_000_000_999);
    let accepted = gateways.send(&message(), now).await.unwrap();
    assert_eq!(accepted.reference.as_deref(), Some("7"));

    let heard = &gateway.heard()[0];
    assert_eq!(heard.line, "POST /sms?to=all HTTP/1.1");
    assert_eq!(heard.header("content-type"), Some("application/json"));
    assert_eq!(heard.header("idempotency-key"), Some("019a-1"));
    let body: serde_json::Value = serde_json::from_str(&heard.body).unwrap();
    let text = message().text;
    let expected = serde_json::json!(
        { "id": "019a-1", "to": NUMBER, "text": text, "language": "de", "account": "acme" }
    );
    assert_eq!(body, expected);
    let signed = format!("1790000000.{}", heard.body);
    let expected = format!("t=1790000000,v1={}", hmac_by_hand(SECRET.as_bytes(), signed.as_bytes()));
    assert_eq!(heard.header("doorward-signature"), Some(expected.as_str()));

    // Taken is what it says was taken, whatever else it says, or nothing.
    let gateways = Gateways::new(&[webhook(&gateway, "/", None)]).unwrap();
    for (status, body) in
        [("200 OK", ""), ("204 No Content", ""), ("200 OK", "<html>"), ("200 OK", r#"{"id": " "}"#)]
    {
        gateway.act(Act::answer(status, body));
        let accepted = gateways.send(&message(), now).await.unwrap();
        assert_eq!(accepted.reference, None, "{status} {body}");
    }
    assert!(!gateway.heard()[1].body.contains("account"), "{:?}", gateway.heard());
}

#[tokio::test]
async fn the_message_in_the_documentation_is_one_as_it_is_sent() {
    let documented = include_str!("../../../docs/configuration.md");
    let (_, example) = documented.split_once("### What a webhook gets").unwrap();
    let line = |begin: &str| example.lines().find_map(|line| line.strip_prefix(begin)).unwrap();
    let body = format!("{{{}", line("{"));
    let message: serde_json::Value = serde_json::from_str(&body).unwrap();
    let text = |name: &str| message[name].as_str().unwrap().to_owned();
    let sms = Sms {
        id: text("id"),
        to: Phone::parse(&text("to")).unwrap(),
        text: text("text"),
        language: text("language"),
    };
    let gateway = FakeGateway::start(Act::answer("200 OK", "")).await;
    let gateways = Gateways::new(&[webhook(&gateway, "/doorward", None)]).unwrap();
    gateways.send(&sms, at(1_790_000_000)).await.unwrap();
    let heard = &gateway.heard()[0];
    assert_eq!((heard.line.as_str(), heard.body.as_str()), ("POST /doorward HTTP/1.1", body.as_str()));
    for header in ["Content-Type", "Idempotency-Key", "Doorward-Signature"] {
        let written = line(&format!("{header}: "));
        assert_eq!(heard.header(&header.to_lowercase()), Some(written), "{header}");
    }
}

/// What a gateway does, the words that are told of it, and whether it is worth another try.
fn faults() -> Vec<(Act, &'static str, bool)> {
    let said = |text: &str| Act::Say(text.as_bytes().to_vec());
    let too_long = format!("HTTP/1.1 200 OK\r\n\r\n{{\"sid\": \"{}\"}}", "x".repeat(64 * 1024));
    vec![
        (Act::drop(), "connection closed before message completed", true),
        (
            said("HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{\"sid\":"),
            "201 Created, and then ",
            true,
        ),
        (said("220 mail.example.com ESMTP\r\n"), "invalid HTTP version parsed", true),
        (said(&too_long), "200 OK, and then length limit exceeded", true),
        (Act::answer("500 Internal Server Error", ""), "500 Internal Server Error", true),
        (Act::answer("503 Service Unavailable", "<html>"), "503 Service Unavailable", true),
        (Act::answer("429 Too Many Requests", ""), "429 Too Many Requests", true),
        (Act::answer("401 Unauthorized", "{\"code\":20003}"), "401 Unauthorized", true),
        (Act::answer("404 Not Found", ""), "404 Not Found", true),
        (Act::answer("400 Bad Request", "{\"code\":21408}"), "400 Bad Request", true),
    ]
}

#[tokio::test]
async fn p70_whatever_a_gateway_does_a_message_waits_and_the_words_are_one_short_line() {
    let gateway = FakeGateway::start(Act::drop()).await;
    for settings in [twilio(&gateway, "", "Doorward"), webhook(&gateway, "/sms", None)] {
        for (act, words, later) in faults() {
            gateway.act(act.clone());
            let gateways = Gateways::new(std::slice::from_ref(&settings)).unwrap();
            let why = told(gateways.send(&message(), at(0)).await, later);
            assert!(why.contains(words), "{act:?}: {why}");
            assert!(why.starts_with(&format!("{}: ", gateway.address)), "{act:?}: {why}");
        }
    }
    assert_eq!(gateway.connected(), 2 * faults().len(), "asked once each, and nothing asked again");
    let nobody = format!("http://{}", closed_port());
    let gateways = Gateways::new(&[at_url(twilio(&gateway, "", "Doorward"), &nobody)]).unwrap();
    assert!(told(gateways.send(&message(), at(0)).await, true).contains("no connection: "));
}

#[tokio::test]
async fn a_number_that_takes_no_message_is_never_tried_again_nor_elsewhere() {
    let [first, second] = [FakeGateway::start(Act::drop()).await, FakeGateway::start(Act::drop()).await];
    second.act(Act::answer("201 Created", SENT));
    let error = |code: u64| format!(r#"{{"code":{code},"message":"no"}}"#);
    for (code, is_never) in
        [(21_211, true), (21_268, true), (21_610, true), (21_614, true), (21_612, false), (1, false)]
    {
        first.act(Act::answer("400 Bad Request", &error(code)));
        let gateways = two(twilio(&first, "", "Doorward"), twilio(&second, "", "Doorward"));
        let before = second.heard().len();
        let sent = gateways.send(&message(), at(0)).await;
        assert_eq!(second.heard().len() - before, usize::from(!is_never), "{code}");
        match is_never {
            true => {
                assert!(told(sent, false).contains(&format!("400 Bad Request, error {code}: no")), "{code}")
            }
            false => assert_eq!(sent.unwrap().gateway, second.address.to_string()),
        }
    }
    // The same said with the status of a success; and by a gateway that is broken, which is not believed.
    for (status, body, is_never) in [
        ("201 Created", r#"{"sid":"SM1","status":"failed","error_code":21610}"#, true),
        ("201 Created", r#"{"sid":"SM1","status":"undelivered","error_code":30006}"#, false),
        ("500 Internal Server Error", r#"{"code":21211}"#, false),
    ] {
        first.act(Act::answer(status, body));
        let gateways = two(twilio(&first, "", "Doorward"), twilio(&second, "", "Doorward"));
        assert_eq!(gateways.send(&message(), at(0)).await.is_err(), is_never, "{body}");
    }
    first.act(Act::answer("422 Unprocessable Entity", "whatever"));
    let before = second.heard().len();
    let gateways = two(webhook(&first, "/sms", None), twilio(&second, "", "Doorward"));
    assert!(told(gateways.send(&message(), at(0)).await, false).ends_with("the number cannot be reached"));
    assert_eq!(second.heard().len(), before);
}

#[tokio::test]
async fn p70_when_the_first_fails_the_second_is_asked_at_once() {
    let [first, second] = [FakeGateway::start(Act::drop()).await, FakeGateway::start(Act::drop()).await];
    second.act(Act::answer("200 OK", ""));
    for (act, ..) in faults() {
        first.act(act.clone());
        let gateways = two(twilio(&first, "", "Doorward"), webhook(&second, "/sms", None));
        let accepted = gateways.send(&message(), at(0)).await.unwrap();
        assert_eq!(accepted.gateway, second.address.to_string(), "{act:?}");
    }
    assert_eq!((first.heard().len(), second.heard().len()), (faults().len(), faults().len()));

    // A page of somebody in between, with the status of a success.
    for body in ["", "<html>", "[]", "{}", r#"{"sid":null}"#, r#"{"sid":"two words"}"#, r#"{"sid":""}"#] {
        first.act(Act::answer("200 OK", body));
        let gateways = two(twilio(&first, "", "Doorward"), webhook(&second, "/sms", None));
        let accepted = gateways.send(&message(), at(0)).await.unwrap();
        assert_eq!(accepted.gateway, second.address.to_string(), "{body}");
    }

    // Both down: what each said is told, and fits a line, however much they say.
    let long = format!(r#"{{"message":"{}"}}"#, "no\\n".repeat(500));
    first.act(Act::answer("503 Service Unavailable", &long));
    second.act(Act::answer("500 Internal Server Error", &long));
    let gateways = two(twilio(&first, "", "Doorward"), twilio(&second, "", "Doorward"));
    let why = told(gateways.send(&message(), at(0)).await, true);
    assert!(
        why.contains("503 Service Unavailable: no no") && why.contains("500 Internal Server Error: no no"),
        "{why}"
    );
}

#[tokio::test]
async fn a_gateway_that_failed_is_not_asked_first_until_its_rest_is_over() {
    let [first, second] = [FakeGateway::start(Act::drop()).await, FakeGateway::start(Act::drop()).await];
    second.act(Act::answer("200 OK", ""));
    let gateways = two(webhook(&first, "/", None), webhook(&second, "/", None));
    let counts = || (first.heard().len(), second.heard().len());
    for (seconds, expected) in
        [(0, (1, 1)), (1, (1, 2)), (59, (1, 3)), (60, (2, 4)), (179, (2, 5)), (180, (3, 6))]
    {
        gateways.send(&message(), at(seconds)).await.unwrap();
        assert_eq!(counts(), expected, "{seconds}");
    }
    // While the first rests and the second fails, the first is asked after it; when it works, it is the first again.
    second.act(Act::drop());
    first.act(Act::answer("200 OK", ""));
    let accepted = gateways.send(&message(), at(181)).await.unwrap();
    assert_eq!((accepted.gateway, counts()), (first.address.to_string(), (4, 7)));
    gateways.send(&message(), at(182)).await.unwrap();
    assert_eq!(counts(), (5, 7));

    // A message that it refuses alone, as an odd one or as one to a number that takes none, puts it to no rest.
    for refusal in ["400 Bad Request", "422 Unprocessable Entity"] {
        first.act(Act::answer(refusal, ""));
        let before = first.heard().len();
        let _ = gateways.send(&message(), at(183)).await;
        let _ = gateways.send(&message(), at(184)).await;
        assert_eq!(first.heard().len(), before + 2, "{refusal}");
    }
}

#[tokio::test]
async fn p70_a_silent_gateway_is_waited_for_ten_seconds_and_no_longer() {
    let half = b"HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{\"sid\":\"SM1\",".to_vec();
    for act in [Act::hang(), Act::SayAndHang(b"HTTP/1.1 ".to_vec()), Act::SayAndHang(half)] {
        let gateway = FakeGateway::start(act.clone()).await;
        let gateways = Gateways::new(&[twilio(&gateway, "", "Doorward")]).unwrap();
        let sent = tokio::spawn(async move { gateways.send(&message(), at(0)).await });
        gateway.until(1, 1).await;
        let sent = turned(sent, 9, 2).await;
        assert!(told(sent, true).ends_with("no answer within 10 s"), "{act:?}");
    }
}

#[tokio::test]
async fn p70_a_gateway_that_never_begins_with_tls_is_waited_for_five_seconds() {
    // It waits for a question that does not come before its side of TLS.
    let gateway = FakeGateway::start(Act::hang()).await;
    let url = format!("https://{}", gateway.address);
    let gateways = Gateways::new(&[at_url(webhook(&gateway, "/", None), &url)]).unwrap();
    let sent = tokio::spawn(async move { gateways.send(&message(), at(0)).await });
    gateway.until(1, 0).await;
    let sent = turned(sent, 4, 2).await;
    assert!(told(sent, true).ends_with("no connection within 5 s"));
    assert!(gateway.heard().is_empty());
}

#[tokio::test]
async fn p70_no_message_goes_to_whom_the_system_does_not_trust() {
    let gateway = FakeGateway::with_tls(Act::answer("200 OK", "")).await;
    for host in ["localhost", "127.0.0.1"] {
        let url = format!("https://{host}:{}", gateway.address.port());
        let gateways = Gateways::new(&[at_url(webhook(&gateway, "/", None), &url)]).unwrap();
        let why = told(gateways.send(&message(), at(0)).await, true);
        assert!(why.contains("TLS: ") && why.contains("certificate"), "{why}");
    }
    assert_eq!((gateway.connected(), gateway.heard().len()), (2, 0));
}

#[tokio::test]
async fn nobody_follows_a_gateway_that_sends_elsewhere() {
    let [gateway, elsewhere] = [FakeGateway::start(Act::drop()).await, FakeGateway::start(Act::drop()).await];
    for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let said = format!(
            "HTTP/1.1 {status}\r\nLocation: http://{}/\r\nContent-Length: 0\r\n\r\n",
            elsewhere.address
        );
        gateway.act(Act::Say(said.into_bytes()));
        for settings in [twilio(&gateway, "", "Doorward"), webhook(&gateway, "/", None)] {
            let gateways = Gateways::new(&[settings]).unwrap();
            assert!(told(gateways.send(&message(), at(0)).await, true).ends_with(status));
        }
    }
    assert_eq!((gateway.heard().len(), elsewhere.connected()), (8, 0));
}

#[tokio::test]
async fn neither_number_nor_passcode_nor_secret_is_told_on_by_what_a_gateway_says() {
    let gateway = FakeGateway::start(Act::drop()).await;
    let text = message().text.replace('\n', " ");
    let echo = serde_json::json!({ "code": 21211, "message": format!("The 'To' number {NUMBER} is not valid: {text}") });
    gateway.act(Act::answer("400 Bad Request", &echo.to_string()));
    for settings in [twilio(&gateway, "", "Doorward"), webhook(&gateway, "/", None)] {
        let gateways = Gateways::new(&[settings]).unwrap();
        let (NotSent::Later(why) | NotSent::Never(why)) = gateways.send(&message(), at(0)).await.unwrap_err();
        assert!(!why.contains(CODE) && !why.contains("170123") && !why.contains(SECRET), "{why}");
    }
    let settings = twilio(&gateway, "", "Doorward");
    let gateways = Gateways::new(std::slice::from_ref(&settings)).unwrap();
    let printed = format!("{:?} {settings:?} {gateways:?}", message());
    for secret in [CODE, NUMBER, "170", SECRET, "QUMxOjAx"] {
        assert!(!printed.contains(secret), "{printed}");
    }
}

#[tokio::test]
async fn without_a_gateway_a_message_waits_and_in_memory_it_is_kept() {
    let nowhere = Gateways::new(&[]).unwrap();
    assert!(nowhere.is_nowhere() && told(nowhere.send(&message(), at(0)).await, true).contains("[[sms]]"));

    let [first, second] = [Arc::<Memory<Sms>>::default(), Arc::<Memory<Sms>>::default()];
    let gateways = Gateways::memory([Arc::clone(&first), Arc::clone(&second)]);
    gateways.send(&message(), at(0)).await.unwrap();
    assert_eq!((first.texts(), second.texts()), (vec![message()], vec![]));
    first.answer(Some(NotSent::Later("closed".to_owned())));
    gateways.send(&message(), at(0)).await.unwrap();
    assert_eq!((first.texts().len(), second.texts().len()), (1, 1));
    first.answer(None);
    gateways.send(&message(), at(60)).await.unwrap();
    assert_eq!(first.texts().len(), 2);
    first.answer(Some(NotSent::Never("no such number".to_owned())));
    told(gateways.send(&message(), at(60)).await, false);
    assert_eq!(second.texts().len(), 1);
}

fn message() -> Sms {
    Sms {
        id: "019a-1".to_owned(),
        to: Phone::parse(NUMBER).unwrap(),
        text: format!("{CODE} is your Fjörd & Fell passcode.\n\n@door.example #{CODE}"),
        language: "de".to_owned(),
    }
}

fn at(seconds: i64) -> Time {
    Time::from_millis(seconds * 1_000)
}

fn twilio(gateway: &FakeGateway, path: &str, from: &str) -> config::Sms {
    let kind = SmsKind::Twilio { account: "AC1".to_owned(), from: from.to_owned() };
    settings(kind, &format!("http://{}{path}", gateway.address))
}

fn webhook(gateway: &FakeGateway, path: &str, account: Option<&str>) -> config::Sms {
    settings(
        SmsKind::Webhook { account: account.map(str::to_owned) },
        &format!("http://{}{path}", gateway.address),
    )
}

fn settings(kind: SmsKind, url: &str) -> config::Sms {
    config::Sms { kind, url: url.parse().unwrap(), secret: Secret::new(SECRET.to_owned()), secret_file: None }
}

fn at_url(settings: config::Sms, url: &str) -> config::Sms {
    config::Sms { url: url.parse().unwrap(), ..settings }
}

fn two(first: config::Sms, second: config::Sms) -> Gateways {
    Gateways::new(&[first, second]).unwrap()
}

/// Why a message was not sent: later or never, as expected, in one line that an admin can read.
fn told(sent: Result<Accepted, NotSent>, later: bool) -> String {
    let why = match (sent, later) {
        (Err(NotSent::Later(why)), true) | (Err(NotSent::Never(why)), false) => why,
        (other, _) => panic!("{other:?}"),
    };
    assert!(!why.is_empty() && why.chars().count() <= 200 && !why.contains(char::is_control), "{why}");
    why
}

/// What comes of it when the clock is turned so far, and it waits still, and then further.
async fn turned<T>(waiting: tokio::task::JoinHandle<T>, still: u64, further: u64) -> T {
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(still)).await;
    assert!(!waiting.is_finished(), "given up too soon");
    tokio::time::advance(Duration::from_secs(further)).await;
    let came = waiting.await.unwrap();
    tokio::time::resume();
    came
}

fn form(body: &str) -> BTreeMap<String, String> {
    form_urlencoded::parse(body.as_bytes()).into_owned().collect()
}

/// A port at which nobody listens any more.
fn closed_port() -> std::net::SocketAddr {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// HMAC-SHA-256 as RFC 2104 section 2 writes it, without the code that signs.
fn hmac_by_hand(key: &[u8], text: &[u8]) -> String {
    let padded = |with: u8| -> Vec<u8> { (0..64).map(|i| key.get(i).copied().unwrap_or(0) ^ with).collect() };
    let inner = Sha256::digest([&padded(0x36), text].concat());
    let outer = Sha256::digest([&padded(0x5c)[..], &inner[..]].concat());
    outer.iter().map(|byte| format!("{byte:02x}")).collect()
}
