use super::propagate::storage;
use crate::{mock::*, *};
use codec::Encode;
use frame_support::{assert_ok, dispatch::GetDispatchInfo, traits::fungible::InspectHold};
use sp_core::H256;
use sp_runtime::{BoundedVec, DispatchError, TokenError};
use witan_experts::{
	forum::{
		Content, DirectivePosts, Posts as _, INCINERATOR, MAX_AUTHORS, MAX_CITATIONS, MAX_INLINE,
	},
	ids::{DomainId, PostId},
	shares::{Ppm, MILLION},
};
use witan_mocks::assertions::assert_refused;

fn call(
	domain: DomainId,
	by: &[(u64, Ppm)],
	cites: &[(PostId, i32)],
	content: Content,
	directive: Option<u32>,
) -> crate::Call<Test> {
	let (authors, citations) = (authors(by), citations(cites));
	crate::Call::post { domain, authors, citations, content, directive }
}

#[track_caller]
fn assert_post_refused(by: &[(u64, Ppm)], cites: &[(PostId, i32)], cause: Error<Test>) {
	let call = call(DOMAIN, by, cites, text("refused"), None);
	assert_refused::<RuntimeCall>(RuntimeOrigin::signed(ALICE), call, cause);
}

// Protects: a post's id is the hash of its SCALE-encoded content, so that clients can compute it
// before. All of the content is stored.
#[test]
fn post_should_be_stored_under_the_hash_of_what_it_says() {
	ExtBuilder::build_and_execute(|| {
		let cited = post(BOB, &[]);
		let by = [(BOB, 400_000), (CAROL, 600_000)];
		let cites = [(cited, -250_000), (INCINERATOR, 750_000)];
		let said = (DOMAIN, authors(&by), citations(&cites), text("said"), Some(5u32)).encode();
		let id = H256(sp_io::hashing::blake2_256(&said));
		take_events();
		System::set_block_number(9);
		assert_ok!(dispatch(ALICE, call(DOMAIN, &by, &cites, text("said"), Some(5))));
		let header = Posts::<Test>::get(id).expect("it is stored");
		assert_eq!((header.poster, header.domain, header.at), (ALICE, DOMAIN, 9));
		assert_eq!((header.authors, header.citations), (authors(&by), citations(&cites)));
		assert_eq!(Contents::<Test>::get(id), Some(text("said")));
		assert_eq!(Directives::<Test>::get(id), Some(5));
		assert_eq!(PostStates::<Test>::get(id), Some(PostState::default()));
		assert_eq!(state(cited).cited_by, 1);
		assert_eq!(take_events(), [Event::Posted { post: id, domain: DOMAIN, poster: ALICE }]);
		let (by, cites) = (authors(&by), citations(&cites));
		assert_eq!(Forum::post_id(DOMAIN, by, cites, text("said"), Some(5)), id);
	});
}

// Protects: who names no author is the only one, of the same post as if named. So a proxy that
// posts in an account's name writes for nobody else.
#[test]
fn post_should_be_of_the_caller_alone_when_no_author_is_named() {
	ExtBuilder::build_and_execute(|| {
		let sole = [(ALICE, MILLION)];
		let unnamed = call(DOMAIN, &[], &[], text("mine"), None);
		let named = call(DOMAIN, &sole, &[], text("mine"), None);
		assert_eq!(unnamed.get_dispatch_info(), named.get_dispatch_info());
		assert_ok!(dispatch(ALICE, unnamed));
		let id = Forum::post_id(DOMAIN, authors(&sole), citations(&[]), text("mine"), None);
		assert_eq!(Posts::<Test>::get(id).expect("it is stored").authors, authors(&sole));
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(ALICE),
			named,
			Error::<Test>::AlreadyPosted,
		);
	});
}

// Protects: anyone can post, in anyone's name, for a deposit that covers items and bytes, including
// an edge for each citation.
#[test]
fn post_should_hold_a_deposit_for_all_that_is_stored() {
	ExtBuilder::build_and_execute(|| {
		let held = || Balances::balance_on_hold(&PostDeposit::get(), &DAVE);
		assert_ok!(dispatch(DAVE, call(DOMAIN, &[(ALICE, MILLION)], &[], text("a"), None)));
		let first = held();
		assert!(first > 300);
		assert_ok!(dispatch(DAVE, call(DOMAIN, &[(ALICE, MILLION)], &[], text("abc"), None)));
		assert_eq!(held() - first, first + 2);
		let cites = [(INCINERATOR, 1)];
		assert_ok!(dispatch(DAVE, call(DOMAIN, &[(ALICE, MILLION)], &cites, text("a"), None)));
		assert!(held() - 2 * first - 2 > first + 100 + 64);
	});
}

// Protects: nobody stores a post without tokens for the deposit.
#[test]
fn post_should_be_refused_when_the_deposit_cannot_be_paid() {
	ExtBuilder::build_and_execute(|| {
		let call = call(DOMAIN, &[(ALICE, MILLION)], &[], text("poor"), None);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(99),
			call,
			TokenError::FundsUnavailable,
		);
	});
}

// Protects: nobody votes on a directive that could not take effect. Posts with a directive pay for
// it and its check.
#[test]
fn post_should_be_refused_when_its_directive_cannot_take_effect() {
	ExtBuilder::build_and_execute(|| {
		let with = |directive| call(DOMAIN, &[(ALICE, MILLION)], &[], text("directive"), directive);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(ALICE),
			with(Some(11)),
			DispatchError::Other("above 10"),
		);
		assert_ok!(dispatch(ALICE, with(Some(10))));
		let charged = |directive| with(directive).get_dispatch_info().call_weight;
		let post = |directives| <() as WeightInfo>::post(0, 1, 9, directives);
		assert_eq!(charged(Some(10)), post(1).saturating_add(CHECK_WEIGHT));
		assert_eq!(charged(None), post(0));
	});
}

// Protects: governance can read a post's directive and citations, and reads nothing of an unknown
// post.
#[test]
fn directive_and_citations_of_a_post_should_be_readable() {
	ExtBuilder::build_and_execute(|| {
		let cites = [(INCINERATOR, 7)];
		let by = [(ALICE, MILLION)];
		let id = Forum::post_id(DOMAIN, authors(&by), citations(&cites), text("asks"), Some(4));
		assert_eq!((Forum::directive(&id), Forum::citations(&id)), (None, None));
		assert_ok!(dispatch(ALICE, call(DOMAIN, &by, &cites, text("asks"), Some(4))));
		assert_eq!(
			(Forum::directive(&id), Forum::citations(&id)),
			(Some(4), Some(citations(&cites)))
		);
		let plain = post(ALICE, &[]);
		assert_eq!(
			(Forum::directive(&plain), Forum::citations(&plain)),
			(None, Some(citations(&[])))
		);
	});
}

// Protects: posts are made only in existing domains.
#[test]
fn post_should_be_refused_when_the_domain_is_unknown() {
	ExtBuilder::build_and_execute(|| {
		let call = call(9, &[(ALICE, MILLION)], &[], text("lost"), None);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(ALICE),
			call,
			Error::<Test>::UnknownDomain,
		);
	});
}

// Protects: ids are unique, whoever posts. Directive and domain are part of the hashed content.
#[test]
fn post_should_be_refused_when_it_is_there_already() {
	ExtBuilder::build_and_execute(|| {
		let by = [(ALICE, MILLION)];
		let said = |domain, directive| call(domain, &by, &[], text("same"), directive);
		assert_ok!(dispatch(ALICE, said(DOMAIN, None)));
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(ALICE),
			said(DOMAIN, None),
			Error::<Test>::AlreadyPosted,
		);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(BOB),
			said(DOMAIN, None),
			Error::<Test>::AlreadyPosted,
		);
		assert_ok!(dispatch(BOB, said(DOMAIN, Some(1))));
		assert_ok!(dispatch(BOB, said(OTHER_DOMAIN, None)));
	});
}

fn held(who: u64) -> u128 {
	Balances::balance_on_hold(&PostDeposit::get(), &who)
}

// Protects: nobody who copies an author's post and is first can refuse it to the author, or remove
// it when the author's pool is to be opened.
#[test]
fn post_should_be_taken_over_when_an_author_posts_what_a_stranger_copied() {
	ExtBuilder::build_and_execute(|| {
		let by = [(BOB, 1), (ALICE, MILLION - 1)];
		let said = || call(DOMAIN, &by, &[], text("seen in the pool"), Some(3));
		let remove = |post| Call::<Test>::remove { post };
		assert_ok!(dispatch(DAVE, said()));
		let (post, deposit) = (Posts::<Test>::iter_keys().next().expect("posted"), held(DAVE));
		System::set_block_number(2);
		take_events();
		assert_ok!(dispatch(ALICE, said()));
		assert_eq!(take_events(), [Event::Posted { post, domain: DOMAIN, poster: ALICE }]);
		assert_eq!((held(DAVE), held(ALICE)), (0, deposit));
		let header = Posts::<Test>::get(post).expect("it is still there");
		assert_eq!((header.poster, header.at), (ALICE, 1));
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(DAVE),
			remove(post),
			Error::<Test>::NotPoster,
		);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(DAVE),
			said(),
			Error::<Test>::AlreadyPosted,
		);
		assert_ok!(dispatch(ALICE, remove(post)));
		assert_eq!((held(DAVE), held(ALICE)), (0, 0));
	});
}

// Protects: authors don't take a post from each other, so that none can do to another what a
// stranger could do to both.
#[test]
fn post_should_not_be_taken_over_when_its_poster_is_an_author() {
	ExtBuilder::build_and_execute(|| {
		let by = [(BOB, 1), (ALICE, MILLION - 1)];
		let said = || call(DOMAIN, &by, &[], text("ours"), None);
		assert_ok!(dispatch(BOB, said()));
		for who in [ALICE, BOB, CAROL] {
			assert_refused::<RuntimeCall>(
				RuntimeOrigin::signed(who),
				said(),
				Error::<Test>::AlreadyPosted,
			);
		}
	});
}

// Protects: a post that others depend on can be taken over like any other, and what is known of it
// stays.
#[test]
fn post_should_keep_its_state_when_it_is_taken_over() {
	ExtBuilder::build_and_execute(|| {
		let cited = post(CAROL, &[]);
		let cites = [(cited, -300_000), (INCINERATOR, 200_000)];
		let said = || call(DOMAIN, &[(BOB, MILLION)], &cites, text("used"), Some(7));
		assert_ok!(dispatch(DAVE, said()));
		let by = authors(&[(BOB, MILLION)]);
		let used = Forum::post_id(DOMAIN, by, citations(&cites), text("used"), Some(7));
		give(cited, 100);
		give(used, 100);
		assert_ok!(Forum::pin(&used));
		post(ALICE, &[(used, 1)]);
		let known =
			|| (state(used), state(cited), Contents::<Test>::get(used), Forum::directive(&used));
		let (before, moved) = (known(), edge(used, cited));
		assert!(before.0.pins == 1 && before.0.cited_by == 1 && before.0.received.value == 100);
		assert_ok!(dispatch(BOB, said()));
		assert_eq!((known(), edge(used, cited)), (before, moved));
		assert_eq!(Posts::<Test>::get(used).map(|header| header.poster), Some(BOB));
		assert_eq!(held(DAVE), 0);
	});
}

// Protects: an author who can't pay the deposit changes nothing, and whoever paid it stays the
// poster.
#[test]
fn post_should_not_be_taken_over_when_the_deposit_cannot_be_paid() {
	ExtBuilder::build_and_execute(|| {
		let said = || call(DOMAIN, &[(99, MILLION)], &[], text("of a poor author"), None);
		assert_ok!(dispatch(DAVE, said()));
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(99),
			said(),
			TokenError::FundsUnavailable,
		);
	});
}

/// Returns the number of keys that a call of an account changes.
fn keys_changed(who: u64, call: crate::Call<Test>) -> usize {
	System::reset_events();
	let before = storage();
	assert_ok!(dispatch(who, call));
	System::reset_events();
	let after = storage();
	let keys = before.keys().chain(after.keys().filter(|key| !before.contains_key(*key)));
	keys.filter(|key| before.get(*key) != after.get(*key)).count()
}

// Protects: the weight of making a post, which is the greater, covers taking it over.
#[test]
fn post_should_write_no_more_when_it_is_taken_over() {
	ExtBuilder::build_and_execute(|| {
		let said = || call(DOMAIN, &[(BOB, MILLION)], &[], text("small"), None);
		let made = keys_changed(DAVE, said());
		let taken_over = keys_changed(BOB, said());
		assert!(taken_over <= made, "{taken_over} keys instead of {made}");
	});
}

// Protects: a post has content, inline or elsewhere.
#[test]
fn post_should_be_refused_when_it_says_nothing() {
	ExtBuilder::build_and_execute(|| {
		let by = [(ALICE, MILLION)];
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(ALICE),
			call(DOMAIN, &by, &[], text(""), None),
			Error::<Test>::EmptyContent,
		);
		let external = |uri: &[u8]| Content::External {
			hash: H256::repeat_byte(1),
			uri: uri.to_vec().try_into().expect("short"),
		};
		let nowhere = call(DOMAIN, &by, &[], external(b""), None);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(ALICE),
			nowhere,
			Error::<Test>::EmptyUri,
		);
		assert_ok!(dispatch(ALICE, call(DOMAIN, &by, &[], external(b"ipfs://x"), None)));
	});
}

// Protects: each mistake in the authors has its own error.
#[test]
fn post_should_be_refused_when_authors_are_wrong() {
	ExtBuilder::build_and_execute(|| {
		assert_post_refused(&[(ALICE, 500_000), (ALICE, 500_000)], &[], Error::AuthorTwice);
		assert_post_refused(&[(ALICE, MILLION), (BOB, 0)], &[], Error::AuthorWithoutWeight);
		assert_post_refused(&[(ALICE, 500_000), (BOB, 499_999)], &[], Error::AuthorWeights);
		assert_post_refused(&[(ALICE, MILLION), (BOB, 1)], &[], Error::AuthorWeights);
		assert_post_refused(&[(ALICE, u32::MAX), (BOB, MILLION + 1)], &[], Error::AuthorWeights);
	});
}

// Protects: a post's count of citations never wraps around, so that the post is not removed while
// another cites it.
#[test]
fn post_should_be_refused_when_a_cited_post_cannot_count_more_citations() {
	ExtBuilder::build_and_execute(|| {
		let cited = post(BOB, &[]);
		let set_cited_by = |cited_by| {
			let set =
				|state: &mut Option<PostState>| state.as_mut().expect("a post").cited_by = cited_by;
			PostStates::<Test>::mutate(cited, set);
		};
		set_cited_by(u32::MAX);
		assert_post_refused(&[(ALICE, MILLION)], &[(cited, 1)], Error::CitedTooOften);
		set_cited_by(0);
	});
}

// Protects: each mistake in the citations has its own error.
#[test]
fn post_should_be_refused_when_citations_are_wrong() {
	ExtBuilder::build_and_execute(|| {
		let (one, two) = (post(BOB, &[]), post(BOB, &[]));
		let by = [(ALICE, MILLION)];
		assert_post_refused(&by, &[(PostId::repeat_byte(3), 1)], Error::UnknownCitedPost);
		assert_post_refused(&by, &[(one, 1), (two, 1), (one, -1)], Error::CitedTwice);
		assert_post_refused(&by, &[(INCINERATOR, 1), (INCINERATOR, 1)], Error::CitedTwice);
		assert_post_refused(&by, &[(one, 1_000_001)], Error::CitationWeight);
		assert_post_refused(&by, &[(one, -1_000_001)], Error::CitationWeight);
		assert_post_refused(&by, &[(one, i32::MIN)], Error::CitationWeight);
		assert_post_refused(&by, &[(one, 500_000), (two, -500_001)], Error::CitationWeights);
		let other = call(OTHER_DOMAIN, &by, &[(one, 1)], text("refused"), None);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(ALICE),
			other,
			Error::<Test>::CitedFromOtherDomain,
		);
	});
}

// Protects: a citation can have the weight zero or the whole of either sign. The incinerator can be
// cited with any sign, in any domain.
#[test]
fn post_should_be_made_when_citations_are_at_their_limits() {
	ExtBuilder::build_and_execute(|| {
		let (one, two) = (post(BOB, &[]), post(BOB, &[]));
		for cites in [
			&[(one, 0), (two, 0)][..],
			&[(one, 1_000_000), (two, 0)],
			&[(one, -1_000_000)],
			&[(one, 500_000), (two, -500_000)],
			&[(INCINERATOR, -1_000_000)],
		] {
			post(ALICE, cites);
		}
		assert_eq!(state(one).cited_by, 4);
		let by = [(ALICE, MILLION)];
		let burn = call(OTHER_DOMAIN, &by, &[(INCINERATOR, 1_000_000)], text("burn"), None);
		assert_ok!(dispatch(ALICE, burn));
	});
}

// Protects: the upper bounds can be reached: 16 authors, 16 citations, 4 KiB.
#[test]
fn post_should_be_made_when_it_is_as_large_as_can_be() {
	ExtBuilder::build_and_execute(|| {
		let by: Vec<_> = (0..MAX_AUTHORS).map(|who| (u64::from(who), MILLION / 16)).collect();
		let cites: Vec<_> = (0..MAX_CITATIONS).map(|_| (post(BOB, &[]), 62_500)).collect();
		let content = Content::Inline(BoundedVec::truncate_from(vec![b'x'; MAX_INLINE as usize]));
		let call = call(DOMAIN, &by, &cites, content, Some(10));
		let charged = frame_support::dispatch::GetDispatchInfo::get_dispatch_info(&call);
		let weight = <() as WeightInfo>::post(16, 16, MAX_INLINE, 1).saturating_add(CHECK_WEIGHT);
		assert_eq!(charged.call_weight, weight);
		assert_ok!(dispatch(ALICE, call));
	});
}

// Protects: no amount returns to the post that it left. A post's id is the hash of its content and
// citations, so that citing a draft makes another draft.
#[test]
fn post_should_be_refused_when_it_cites_itself() {
	ExtBuilder::build_and_execute(|| {
		let by = [(ALICE, MILLION)];
		let id_of = |cites: &[(PostId, i32)]| {
			Forum::post_id(DOMAIN, authors(&by), citations(cites), text("refused"), None)
		};
		let mut draft = id_of(&[]);
		for weight in [1_000_000, -1_000_000, 0, 1] {
			let cites = [(draft, weight)];
			assert_post_refused(&by, &cites, Error::UnknownCitedPost);
			let other = id_of(&cites);
			assert_ne!(other, draft);
			draft = other;
		}
		// Once the first draft is posted, it is cited by another post.
		assert_ok!(dispatch(ALICE, call(DOMAIN, &by, &[], text("refused"), None)));
		let cites = [(id_of(&[]), 1_000_000)];
		assert_ok!(dispatch(ALICE, call(DOMAIN, &by, &cites, text("refused"), None)));
		assert_eq!(state(id_of(&[])).cited_by, 1);
		assert_eq!(state(id_of(&cites)).cited_by, 0);
	});
}
