//! `witan-node client`: asks a running node which client bundle a domain has ratified, and checks a
//! file against it.

use super::{describe, describe_file, hash, is_ratified, printable, rpc::METHOD, RatifiedClient};
use futures::future::{select, Either};
use futures_timer::Delay;
use jsonrpsee::{
	core::client::{ClientT, Error as RpcError},
	rpc_params,
	ws_client::{WsClient, WsClientBuilder},
};
use sp_core::H256;
use std::{
	fmt::Display,
	fs::File,
	future::Future,
	io::{self, Write},
	path::{Path, PathBuf},
	process::ExitCode,
	time::Duration,
};
use witan_experts::ids::DomainId;

/// The time that connecting may take, and the answer as long again.
const TIMEOUT: Duration = Duration::from_secs(10);
/// The exit code for a file that is not the ratified client.
const NOT_RATIFIED: u8 = 1;
/// The exit code if that could not be found out. Wrong arguments have the same.
const UNKNOWN: u8 = 2;

/// The arguments of `witan-node client`.
#[derive(Debug, clap::Args)]
#[command(
	after_help = "Exit code: 0 if FILE is the ratified client, or without FILE; 1 if it is not; \
	              2 if that could not be found out."
)]
pub struct ClientCmd {
	/// The file that should be the ratified client.
	pub file: Option<PathBuf>,

	/// The WebSocket of the node that is asked, and believed: best your own.
	#[arg(long, default_value = "ws://127.0.0.1:9944")]
	pub url: String,

	/// The domain whose client it is. That of domain 0 is the chain's own.
	#[arg(long, default_value_t = 0)]
	pub domain: DomainId,
}

impl ClientCmd {
	/// Prints what the node says, and whether the file is that. Returns the program's exit code.
	pub fn run(&self) -> ExitCode {
		match self.answer() {
			Ok(code) => code,
			Err(error) => {
				eprintln!("Error: {error}");
				UNKNOWN.into()
			},
		}
	}

	fn answer(&self) -> Result<ExitCode, String> {
		let file = self.file.as_deref();
		let file = file.map(|path| hash_file(path).map(|hash| (path, hash))).transpose()?;
		let ratified = ask(&self.url, self.domain)?;
		let (text, code) = report(self.domain, file, ratified.as_ref());
		// `println!` panics where nobody reads any more.
		writeln!(io::stdout(), "{text}").map_err(|error| format!("can't print: {error}"))?;
		Ok(code.into())
	}
}

/// Returns the text to print, and the exit code.
pub fn report(
	domain: DomainId,
	file: Option<(&Path, H256)>,
	ratified: Option<&RatifiedClient>,
) -> (String, u8) {
	let bundle = describe(domain, ratified);
	match file {
		None => (bundle, 0),
		Some((path, hash)) => {
			let verdict = describe_file(&path.display().to_string(), &hash, ratified);
			let code = if is_ratified(&hash, ratified) { 0 } else { NOT_RATIFIED };
			(format!("{bundle}\n{verdict}"), code)
		},
	}
}

fn hash_file(path: &Path) -> Result<H256, String> {
	File::open(path)
		.and_then(hash)
		.map_err(|error| format!("can't read {}: {error}", path.display()))
}

/// Asks the node at `url` for the bundle that `domain` ratified last.
fn ask(url: &str, domain: DomainId) -> Result<Option<RatifiedClient>, String> {
	let runtime = sc_cli::build_runtime().map_err(|error| format!("can't start: {error}"))?;
	// A task of its own: looking up a host's name blocks its thread, and a clock that runs there.
	let connecting =
		runtime.spawn(WsClientBuilder::new().request_timeout(TIMEOUT).build(url.to_string()));
	let answer = runtime.block_on(async {
		let client: WsClient = in_time(connecting)
			.await
			.and_then(|connected| connected.map_err(|error| one_line(&error)))
			.map_err(|error| format!("can't connect to {url}: {error}"))?;
		client.request(METHOD, rpc_params![domain]).await.map_err(|error| refusal(url, &error))
	});
	// Not dropped: that waits for a name that is still looked up.
	runtime.shutdown_background();
	answer
}

async fn in_time<T, E: Display>(
	task: impl Future<Output = Result<T, E>> + Unpin,
) -> Result<T, String> {
	match select(task, Delay::new(TIMEOUT)).await {
		Either::Left((done, _)) => done.map_err(|error| one_line(&error)),
		Either::Right(_) => Err(format!("no answer within {} s", TIMEOUT.as_secs())),
	}
}

/// Returns the reason why a node that was reached gave no answer.
fn refusal(url: &str, error: &RpcError) -> String {
	match error {
		RpcError::Call(error) => {
			let message = printable(error.message());
			format!("{url} answered with the error {}: {message}", error.code())
		},
		RpcError::RequestTimeout => {
			format!("{url} gave no answer within {} s", TIMEOUT.as_secs())
		},
		other => format!("{url} gave no answer: {}", one_line(other)),
	}
}

fn one_line(error: &impl Display) -> String {
	printable(&error.to_string())
}
