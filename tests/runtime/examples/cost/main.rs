//! Measures the cost of the steps of bodies of experts as the chain grows, and its ratio to the
//! smallest chain's. Each step runs natively on the real runtime, over a trie with as many
//! accounts, voters, offers and posts.
//!
//! Beside them a transfer, and a vote of the SDK's `pallet-conviction-voting`, each over as many
//! accounts.
//!
//! usage: cost [SIZE...]      default: 1000 100000 1000000

mod conviction;
mod state;
mod steps;

use sp_io::TestExternalities;
use std::time::{Duration, Instant};
use steps::{account, far, Step, STEPS};

/// Rounds of each step before it is measured, and measured rounds. The figure is the median.
const WARM_UP: u32 = 50;
const ROUNDS: u32 = 401;
/// The least size: rounds take another account each.
const LEAST: u32 = WARM_UP + ROUNDS;

/// Chains of one size.
struct Chains {
	size: u32,
	witan: TestExternalities,
	conviction: TestExternalities,
}

impl Chains {
	fn of(size: u32) -> Self {
		let start = Instant::now();
		eprint!("a state of {size} accounts, voters, offers and posts ...");
		let witan = state::make(size, LEAST);
		let conviction = conviction::state((0..size).map(account));
		eprintln!(" made in {} s", start.elapsed().as_secs());
		Self { size, witan, conviction }
	}

	/// Runs one round of a step, over a trie that has all that came before, so that no earlier read
	/// makes it cheaper.
	fn step(&mut self, step: &Step, round: u32) -> Duration {
		self.witan.execute_with(|| (step.prepare)(round, self.size));
		state::commit(&mut self.witan);
		let took = self.witan.execute_with(|| {
			state::begin_block::<witan_runtime::Runtime>();
			timed(|| (step.round)(round, self.size))
		});
		state::commit(&mut self.witan);
		took
	}

	fn vote(&mut self, round: u32) -> Duration {
		let took = self.conviction.execute_with(|| {
			state::begin_block::<conviction::Runtime>();
			timed(|| conviction::vote(far(round, self.size)))
		});
		conviction::commit(&mut self.conviction);
		took
	}
}

fn timed(round: impl FnOnce()) -> Duration {
	let start = Instant::now();
	round();
	start.elapsed()
}

/// Returns the median time over each size. Each round visits all sizes before the next one, so that
/// other load on the machine falls on all of them.
fn measure(chains: &mut [Chains], round: impl Fn(&mut Chains, u32) -> Duration) -> Vec<Duration> {
	let mut times = vec![Vec::new(); chains.len()];
	for number in 0..WARM_UP + ROUNDS {
		for (chain, times) in chains.iter_mut().zip(&mut times) {
			times.push(round(chain, number));
		}
	}
	times
		.into_iter()
		.map(|times| median(times.into_iter().skip(WARM_UP as usize).collect()))
		.collect()
}

fn median(mut times: Vec<Duration>) -> Duration {
	times.sort();
	times[times.len() / 2]
}

fn print_row(name: &str, times: &[Duration]) {
	print!("{name:<18}");
	let times: Vec<f64> = times.iter().map(|time| time.as_secs_f64() * 1e6).collect();
	times.iter().for_each(|time| print!("{time:>12.1}"));
	let ratio = times.last().zip(times.first()).map_or(1.0, |(last, first)| last / first);
	println!("{ratio:>8.2}");
}

fn size(argument: &str) -> u32 {
	argument.parse().ok().filter(|size| *size >= LEAST).unwrap_or_else(|| {
		eprintln!("{argument}: a SIZE is a number, at least {LEAST}");
		std::process::exit(2)
	})
}

fn main() {
	let sizes: Vec<u32> = std::env::args().skip(1).map(|argument| size(&argument)).collect();
	let sizes = if sizes.is_empty() { vec![1_000, 100_000, 1_000_000] } else { sizes };
	let mut chains: Vec<Chains> = sizes.iter().copied().map(Chains::of).collect();
	print!("{:<18}", "us, median");
	sizes.iter().for_each(|size| print!("{size:>12}"));
	println!("{:>8}", "ratio");
	for step in &STEPS {
		print_row(step.name, &measure(&mut chains, |chains, round| chains.step(step, round)));
	}
	print_row("conviction vote", &measure(&mut chains, Chains::vote));
}
