//! The steps of `tests/scenarios/steps.md` on the runtime in memory.

use crate::definition::{Definition, Values};
use crate::world::World;
use witan_experts::{domain::DomainParameter, pool::Side};
use witan_governance::{Action, Undo};

const fn step(text: &'static str, run: fn(&mut World, &Values)) -> Definition {
	Definition { text, run }
}

/// All definitions, in the order of the document.
pub const STEPS: &[Definition] = &[
	step("Given a domain with these members:", |world, values| {
		world.found_with(&values.rows(["member", "REP"]))
	}),
	step("Given a domain that {name} has founded and in which nobody has REP", |world, values| {
		world.found(values.text(0), None)
	}),
	step(
		"Given a domain that {name} has founded and in which REP halves in {count} blocks",
		|world, values| world.found(values.text(0), Some(values.count(1))),
	),
	step("Given domain 0 with these members:", |world, values| {
		world.enter_constitution(&values.rows(["member", "REP"]))
	}),
	step("Given {name} sells a job on these terms:", |world, values| {
		world.sell(values.text(0), &values.rows(["term", "value"]))
	}),
	step("When {name} offers {amount} REP for jobs", |world, values| {
		world.offer(values.text(0), values.amount(1))
	}),
	step("When {name} withdraws the offer", |world, values| world.withdraw(values.text(0))),
	step("When {name} orders the job for {amount} WIT", |world, values| {
		world.order(values.text(0), values.amount(1))
	}),
	step("When the draw is made", |world, _| world.draw()),
	step("When {name} submits \"{title}\" as evidence", |world, values| {
		world.submit(values.text(0), values.text(1))
	}),
	step("When the time for the job is over", |world, _| world.pass_due()),
	step("When {name} posts \"{title}\"", |world, values| {
		world.post(values.text(0), values.text(1), None, None)
	}),
	step(
		"When {name} posts \"{title}\", which gives {percent} % of its reward to \"{title}\"",
		|world, values| {
			let cited = (values.text(3), values.percent(2) as i32);
			world.post(values.text(0), values.text(1), Some(cited), None)
		},
	),
	step(
		"When {name} posts \"{title}\", which takes {percent} % of its reward from \"{title}\"",
		|world, values| {
			let cited = (values.text(3), -(values.percent(2) as i32));
			world.post(values.text(0), values.text(1), Some(cited), None)
		},
	),
	step(
		"When {name} posts \"{title}\", by which authors get {percent} % of new REP",
		|world, values| {
			let action = Action::SetDomain(DomainParameter::AuthorShare(values.percent(2)));
			world.post(values.text(0), values.text(1), None, Some(action))
		},
	),
	step(
		"When {name} posts \"{title}\", by which the next runtime is authorised",
		|world, values| {
			let action = Action::AuthorizeUpgrade { code_hash: World::next_runtime_hash() };
			world.post(values.text(0), values.text(1), None, Some(action))
		},
	),
	step(
		"When {name} posts \"{title}\", by which no upgrade is authorised any more",
		|world, values| {
			let action = Action::Undo(Undo::VoidUpgrade);
			world.post(values.text(0), values.text(1), None, Some(action))
		},
	),
	step("When {name} pays {amount} WIT for a vote on \"{title}\"", |world, values| {
		world.pay_for_vote(values.text(0), values.amount(1), values.text(2), false)
	}),
	step("When {name} pays {amount} WIT for a secret vote on \"{title}\"", |world, values| {
		world.pay_for_vote(values.text(0), values.amount(1), values.text(2), true)
	}),
	step("When {name} opens a governance vote on \"{title}\"", |world, values| {
		world.open_governance_vote(values.text(0), values.text(1))
	}),
	step("When {name} stakes {amount} REP for it", |world, values| {
		world.stake(values.text(0), Side::Aye, values.amount(1))
	}),
	step("When {name} stakes {amount} REP against it", |world, values| {
		world.stake(values.text(0), Side::Nay, values.amount(1))
	}),
	step("When {name} commits {amount} REP for it", |world, values| {
		world.commit(values.text(0), Side::Aye, values.amount(1))
	}),
	step("When {name} commits {amount} REP against it", |world, values| {
		world.commit(values.text(0), Side::Nay, values.amount(1))
	}),
	step("When no more commitments are taken", |world, _| world.pass_commitments()),
	step("When {name} reveals the side", |world, values| world.reveal(values.text(0))),
	step("When the vote ends", |world, _| world.end_vote()),
	step("When {name} decides for it as the founder", |world, values| {
		world.decide_as_founder(values.text(0))
	}),
	step("When {name} claims the dividends of {name}", |world, values| {
		world.claim(values.text(0), values.text(1))
	}),
	step("When {name} submits the code of the next runtime", |world, values| {
		world.submit_code(values.text(0))
	}),
	step("When {count} blocks pass", |world, values| world.advance(values.count(0))),
	step("When the next block comes", |world, _| world.advance(1)),
	step("Then {name} has the job", |world, values| world.check_expert(values.text(0))),
	step("Then {amount} WIT of {name} are held as the fee", |world, values| {
		assert_eq!(world.held_fee(values.text(1)), values.amount(0))
	}),
	step("Then the verdict is {word}", |world, values| assert_eq!(world.verdict(), values.text(0))),
	step("Then the verdict on \"{title}\" is {word}", |world, values| {
		assert_eq!(world.verdict_on(values.text(0)), values.text(1))
	}),
	step("Then the vote is repeated for {count} blocks", |world, values| {
		assert_eq!(world.repeated_for(), values.count(0))
	}),
	step("Then the job is {word}", |world, values| assert_eq!(world.end_of_job(), values.text(0))),
	step("Then REP and WIT have changed by:", |world, values| {
		world.check_changes(&values.rows(["person", "REP", "WIT"]))
	}),
	step("Then {name} has {amount} REP", |world, values| {
		assert_eq!(world.rep(values.text(0)), values.amount(1))
	}),
	step("Then {name} owes {amount} REP", |world, values| {
		assert_eq!(world.debt(values.text(0)), values.amount(1))
	}),
	step("Then the domain has {amount} REP in all", |world, values| {
		assert_eq!(world.supply(), values.amount(0))
	}),
	step("Then these dividends can be claimed:", |world, values| {
		world.check_dividends(&values.rows(["member", "WIT"]))
	}),
	step("Then the directive of \"{title}\" waits for {count} blocks", |world, values| {
		assert_eq!(world.delay(values.text(0)), values.count(1))
	}),
	step("Then the directive of \"{title}\" is {word}", |world, values| {
		assert_eq!(world.fate(values.text(0)), values.text(1))
	}),
	step("Then authors get {percent} % of new REP", |world, values| {
		assert_eq!(world.author_share(), values.percent(0))
	}),
	step("Then the next runtime is authorised", |_, _| World::check_authorized()),
	step("Then the code of the next runtime is refused", |_, _| World::check_code_refused()),
	step("Then the chain has the code of the next runtime", |_, _| World::check_code()),
];
