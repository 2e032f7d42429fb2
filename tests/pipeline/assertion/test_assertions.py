"""Asserted, denied, not said, supposed or asked: minimal pairs, and the labelled statements."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.data import Assertion, Document, Span, Statement, StatementType
from attrib.pipeline.assertion.assertions import find_assertion, with_assertions
from attrib.pipeline.speakers.annotated import annotate
from attrib.pipeline.speakers.resolver import resolve
from tests.pipeline.assertion.labelled import accuracy, counts
from tests.pipeline.assertion.marked import assertions
from tests.variables import folder

A, D, N, S, Q = Assertion.ASSERTED, Assertion.DENIED, Assertion.NOT_SAID, Assertion.SUPPOSED, Assertion.ASKED

PAIRS = [
    # denied: the cue, not the content
    ("The mayor <said> {that the pool did not leak}.", A),
    ("The mayor <denied> {that the pool leaked}.", D),
    ("The mayor <did not deny> {that the pool leaked}.", N),
    ("The mayor did not <deny> {that the pool leaked}.", N),
    ("The mayor <neither> confirmed nor <denied> {the report}.", N),
    ("The mayor <denied>: {“The pool never leaked.”}", A),
    ('The mayor <denied> {"all of it"}.', D),
    ("The mayor <rejected> {claims that the pool leaked}.", D),
    ("The mayor <dismissed> {the report as a joke}.", A),
    ("The mayor <dismissed> {the report}.", D),
    ("The mayor <ruled out> {a sale}.", D),
    ("The mayor <would not rule out> {a sale}.", N),
    ("{The charge} was <denied> by the mayor.", D),
    ("The mayor <welcomed> {the charge}.", A),
    ("Engineers <expressed doubts about> {the plan}.", D),
    ("Ms Aye’s <denial> {that she knew} came late.", D),
    ("Engineers do not <dispute> {that it leaks}.", A),
    ("There is no <doubt> {that it leaks}.", A),
    # what is not believed is denied, what is not told is not said
    ("The mayor <believes> {that the pool leaks}.", A),
    ("The mayor does not <believe> {that the pool leaks}.", D),
    ("Parents <no longer believe> {that the pool is safe}.", D),
    ("It is a plan that few <believe> {will work}.", D),
    ("It is a plan that a few <believe> {will work}.", A),
    ("The mayor did not <explain> {that the pool leaks}.", N),
    # not said
    ("The mayor did not <say> {when the pool would be demolished}.", N),
    ("The mayor <said> {when the pool would be demolished}.", A),
    ("He never <said> {that it was unsafe}.", N),
    ("He not only <said> {that it was unsafe}, he closed it.", A),
    ("Nobody has <said> {who will pay}.", N),
    ("Everybody has <said> {who will pay}.", A),
    ("No group has yet <claimed> {responsibility}.", N),
    ("A group has now <claimed> {responsibility}.", A),
    ("None of the officials could <say> {who began it}.", N),
    ("A man with no seat on the council <said> {that it leaks}.", A),
    ("No 10 <said> {that the bill would pass}.", A),
    ("Craig Dunn <refused> {to say whether he would sue}.", N),
    ("Craig Dunn <refused> {to sell the pool}.", D),
    ("Craig Dunn refused to <say> {whether he would sue}.", N),
    ("Craig Dunn <declined> {to comment on the report}.", N),
    ("Craig Dunn went on to <say> {that he would sue}.", A),
    ("Craig Dunn <did not hesitate to say> {that he would sue}.", A),
    ("Craig Dunn failed to <mention> {the leak}.", N),
    ("Craig Dunn has yet to <say> {whether he would sue}.", N),
    ("Craig Dunn stopped short of <calling> {it a lie}.", N),
    ("The plan fell short of <demands> {for a new pool}.", A),
    ("Craig Dunn went as far as <calling> {it a lie}.", A),
    ("Dunn closed the pool without <saying> {why}.", N),
    ("Dunn closed the pool after <saying> {that it leaked}.", A),
    ("Dunn denied <telling> {the guards to lie}.", N),
    ("Dunn admitted <telling> {the guards to lie}.", A),
    ("Dunn <was silent on> {whether he would sue}.", N),
    ("Dunn did not, however, <say> {whether he would sue}.", N),
    ("Dunn did not <say> {whether he would sue}.", N),
    ("There is no <suggestion> {that he lied}.", N),
    ("There was a <suggestion> {that he lied}.", A),
    ("She could shed no light on <reports> {that he lied}.", A),
    ("Nor did the mayor <say> {that it leaks}.", N),
    ("“It leaks”, wrote the mayor, who is not the only one to <say> {so}.", A),
    ("Dunn <said> {nothing about the leak}.", N),
    ("Dunn <said> {nothing had changed}.", A),
    ("Smith, no stranger to the courts, <said> {that it leaks}.", A),
    ("At no point did the mayor <say> {that it leaks}.", N),
    ("Not until Friday did the mayor <say> {that it leaks}.", A),
    ("Has the mayor ever <said> {that it leaks}?", S),
    ("Neither the bank nor its auditors <said> {when}.", N),
    ("Both the bank and its auditors <said> {when}.", A),
    ("No minister or official <said> {when}.", N),
    ("Nobody moved and Otto Grim <said> {when}.", A),
    # supposed
    ("If Farouk <says> {yes}, the pool could stay.", S),
    ("When Farouk <said> {yes}, the pool could stay.", A),
    ("If the mayor, Otto Grim, <says> {yes}, the pool could stay.", S),
    ("If Farouk wins, Otto Grim <says>, {the pool will go}.", A),
    ("My grandmother would <say> {the pool was cursed}.", S),
    ("My grandmother would later <say> {the pool was cursed}.", A),
    ("My grandmother <would like> {the pool to stay}.", A),
    ("“I would <say> {that it leaks},” she told the court.", A),
    ("“He would <say> {that it leaks},” she told the court.", S),
    ("The minister will <tell> {the house that it leaks}.", S),
    ("The minister <told> {the house that it will leak}.", A),
    ("The minister is to <tell> {the house that it leaks}.", S),
    ("The minister <is expected to say> {that it leaks}.", S),
    ("The minister was able to <say> {that it leaks}.", A),
    ("The minister plans to <announce> {a sale}.", S),
    ("The minister may have <said> {that it leaks}.", S),
    ("The minister has <said> {that it may leak}.", A),
    ("Ministers should not <say> {that it leaks}.", S),
    ("Aides expect the head of the agency to <say> {that it leaks}.", S),
    ("Aides used the leak to <say> {that it was old}.", A),
    ("What would the founders <say>? {It leaks}", S),
    ("The board will meet the mayor and <announce> {a sale}.", S),
    ("The board met the mayor and <announced> {a sale}.", A),
    ("The court did not fine him or <say> {why}.", N),
    ("Police asked whether he had <told> {the guards to lie}.", S),
    ("Nobody listened until the minister <said> {that it leaks}.", A),
    ("Whether or not the minister <says> {that it leaks}, they will go.", S),
    ("The minister is expected on Monday to <announce> {a sale}.", S),
    ("The minister <is expected> {to call for a sale}.", S),
    ("{The minister} <is expected> {to call for a sale}.", S),
    ("The minister <plans> {to call for a sale}.", A),
    ("The minister <is expected> {to win the seat}.", A),
    ("Unlikely allies have emerged to <decry> {a sale}.", A),
    ("The minister waited until Monday to <announce> {a sale}.", A),
    ("The minister is later to <tell> {the house that it leaks}.", S),
    ("The minister refused on Monday to <say> {that it leaks}.", N),
    ("The minister hurried on Monday to <say> {that it leaks}.", A),
    ("It would be wrong to <say> {that it leaks}.", S),
    ("It was wrong to <say> {that it leaks}.", A),
    ("Ms Aye would be the third woman to <accuse> {him of fraud}.", S),
    ("Ms Aye is the third woman to <accuse> {him of fraud}.", A),
    ("He will tour the pool and then <outline> {a sale}.", S),
    ("He would tour the pool but <said> {that it leaks}.", A),
    ("He would tour the pool and <said> {that it leaks}.", A),
    ("If they’re <saying> {that it leaks}, close it.", S),
    ("But they’re <saying> {that it leaks}.", A),
    ("The minister <also will announce> {a sale}.", S),
    ("The minister <also has announced> {a sale}.", A),
    ("The minister <also publicly did not say> {when}.", N),
    ("It is time for the minister to <announce> {a sale}.", S),
    # asked
    ("The court <asked> {whether the pool leaked}.", Q),
    ("The court <asked> {the city to close the pool}.", A),
    ("<Asked about> {the leak}, he left.", Q),
    ("<Asked> {about the leak}, he left.", Q),
    ("<Asked> {for help}, he left.", A),
    ("The court <asked>: {“Does it leak?”}", Q),
    ("{“Does it leak?”} the judge <said>.", Q),
    ("{“It leaks. Does it not?”} the judge <said>.", A),
    ("{“It leaks, does it not?”} the judge <said>.", A),
    ("{“After all, how can it leak?”} the judge <said>.", Q),
    ("{“How,”} the judge <said>, {“can it leak?”}", Q),
    ("She <wondered> {if it leaked}.", Q),
    ("She <questioned> {whether it leaked}.", Q),
    ("She <questioned> {the repair}.", A),
    ("In reply to a <question> {whether it leaked}, he left.", Q),
    ("Farmers are <demanding> {to know when it will rain}.", Q),
    ("Farmers <want to know> {when it will rain}.", Q),
    ("Farmers <know> {when it will rain}.", A),
    ("<It is unclear> {whether it leaks}.", Q),
    ("{Who wants to swim there?}", Q),
    ("{The old swimming pool.}", A),
]


@pytest.mark.parametrize(("marked", "wanted"), PAIRS)
def test_clause_and_content_tell_whether_words_were_asserted(marked: str, wanted: Assertion) -> None:
    assert assertions(marked) == [wanted]


def test_a_silence_is_no_statement() -> None:
    assert assertions("Tokyo <said> {nothing}.") == []
    assert assertions("Tokyo <said> {nothing more than that}.") == [N]
    assert assertions("Tokyo <said> {“Nothing”}.") == [A]


def test_what_is_told_of_statements_stays_as_it_was() -> None:
    text = "Otto Grim denied that the pool leaked. Tokyo said nothing."
    statements = [
        Statement(StatementType.INDIRECT, (Span(17, 37),), (Span(10, 16),), (Span(0, 9),), 0.7, id="one"),
        Statement(StatementType.INDIRECT, (Span(50, 57),), (Span(45, 49),), (Span(39, 44),), 0.7, id="two"),
    ]
    resolved = resolve(Document(text), statements, ())
    [found] = with_assertions(resolved).statements
    assert found.speaker == resolved.statements[0].speaker
    assert (found.id, found.confidence, found.assertion) == ("one", 0.7, D)
    assert with_assertions(with_assertions(resolved)) == with_assertions(resolved)


def test_held_out_outlets_of_labelled_articles() -> None:
    found = counts(folder("ATTRIB_ARTICLES", "text"), "test")
    if not found:
        pytest.skip("ATTRIB_ARTICLES names other articles than those of scripts/experiments/assertions.csv")
    assert accuracy(found) > 0.96, found


WORDS = (
    *("He", "said", "did", "not", "no", "one", "if", "the", "to", "on", "of", "refused", "saying", "without", "and"),
    *("or", "would", "asked", "whether", "denied", "as", "nothing", "who", "he'd", "it’s", ",", ".", '"', "?", "yet"),
)


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_any_spans_in_any_text_have_an_assertion(data: st.DataObject) -> None:
    text = " ".join(data.draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=20)))
    places = st.integers(0, len(text) - 1)

    def one() -> Span:
        start = data.draw(places)
        return Span(start, data.draw(st.integers(start + 1, len(text))))

    cue = (one(),) if data.draw(st.booleans()) else ()
    [statement] = resolve(Document(text), [Statement(StatementType.INDIRECT, (one(), one())[:1], cue)], ()).statements
    assert find_assertion(annotate(text, ()), statement) in Assertion


@pytest.mark.linear
def test_a_long_sentence_takes_no_longer_a_statement() -> None:
    doc = annotate("and if he, who would not say, " * 20_000, ())
    cue = Span(30 * 19_000 + 25, 30 * 19_000 + 28)
    assert cue.of(doc.text) == "say"
    started = time.process_time()
    for _ in range(100):
        find_assertion(doc, Statement(StatementType.INDIRECT, (Span(0, 3),), (cue,)))
    assert time.process_time() - started < 5  # a walk over the whole text each time takes minutes
