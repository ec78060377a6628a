"""Two models in a row: what is composed of both, and the search for terms through them."""

from __future__ import annotations

from catalog_cli.candidates import TermPlacer, translate
from catalog_cli.engine import DecodingOptions, Hypothesis, Translator
from catalog_cli.engines.echo import EchoTranslator
from catalog_cli.engines.pivot import PivotTranslator, _origins
from catalog_cli.engines.tokenization import SentencePieceTokenizer
from catalog_cli.product import Role
from catalog_cli.segment import Place, Segment, SegmentId, TermHit

OPTIONS = DecodingOptions(max_target_tokens=32)


def test_the_name_tells_both_models_and_revisions(pivot_engine: Translator) -> None:
    assert pivot_engine.name == "tiny-m2m@000000000000+tiny-marian@000000000000"


def test_the_second_model_reads_what_the_first_one_writes() -> None:
    pivot = PivotTranslator(EchoTranslator("en", "de"), EchoTranslator("de", "fr"))
    [[answer]] = pivot.translate(pivot.tokenizer.encode(["Red bag X1"]), OPTIONS)
    assert pivot.tokenizer.decode([answer.tokens]) == ["Réd bág X1"]
    assert answer.attended == (0, 1, 2)
    assert (pivot.source_locale, pivot.target_locale) == ("en", "fr")


def test_words_are_aligned_through_the_pivot(engine: Translator) -> None:
    """The real model, then one that keeps the order: what aligns with it aligns with the source."""
    pivot = PivotTranslator(engine, EchoTranslator("pt-BR", "gl"))
    source_text = "The red leather strap is adjustable."
    [source] = pivot.tokenizer.encode([source_text])
    [[answer]] = pivot.translate([source], OPTIONS)
    [target] = pivot.tokenizer.decode([answer.tokens])
    source_spans, target_spans = (
        pivot.tokenizer.spans(source, source_text),
        pivot.tokenizer.spans(answer.tokens, target),
    )
    pairs = {
        target[slice(*target_spans[i])]: source_text[slice(*source_spans[at])] for i, at in enumerate(answer.attended)
    }
    assert (pairs["çóúró"], pairs["vérmélhó"]) == ("leather", "red")


def test_a_piece_takes_the_origin_of_the_letters_it_shares(tiny_engine: Translator) -> None:
    tokenizer = tiny_engine.tokenizer
    assert isinstance(tokenizer, SentencePieceTokenizer)
    words = EchoTranslator("en", "de").tokenizer
    written = Hypothesis(("Red", " bag"), 0.0, (7, 3))
    [pieces] = tokenizer.encode(["Red bag"])
    origins = _origins(written, "Red bag", pieces, (words, tokenizer))
    spans = tokenizer.spans(pieces, "Red bag")
    assert [own for own, (start, end) in zip(origins, spans, strict=True) if start < end <= 3] == [7] * sum(
        start < end <= 3 for start, end in spans
    )
    assert {own for own, (start, _) in zip(origins, spans, strict=True) if start >= 4} == {3}


def test_nothing_written_has_no_origin() -> None:
    words = EchoTranslator("en", "de").tokenizer
    assert _origins(Hypothesis(()), "", [], (words, words)) == ()
    assert _origins(Hypothesis(()), "a", ["a"], (words, words)) == (-1,)


def test_the_search_for_terms_goes_through_both_models(engine: Translator) -> None:
    """A target is continued from its beginning by the second model, on the text of the first."""
    pivot = PivotTranslator(EchoTranslator("en-GB", "en"), engine)
    source = "The bag is made of leather."
    hit = TermHit(4, 7, "bag", ("mochila",))
    segment = Segment(
        SegmentId("c", "1", "", "t", 0, 0), Place("c", 1, "t"), Role.TEXT, source, prepared=source, term_hits=(hit,)
    )
    [found] = translate([segment], pivot, (), (), placer=TermPlacer("en", "pt-BR"))
    assert "mochila" in (found.draft or "")


def test_a_source_is_translated_into_the_pivot_once() -> None:
    class Counting(EchoTranslator):
        asked = 0

        def translate(self, sources, options):
            Counting.asked += len(sources)
            return super().translate(sources, options)

    pivot = PivotTranslator(Counting("en", "de"), EchoTranslator("de", "fr"))
    sources = pivot.tokenizer.encode(["Red bag", "Blue hat", "Red bag"])
    first = pivot.submit(sources, OPTIONS).result()
    assert pivot.translate(sources, OPTIONS) == first
    pivot.score(sources, sources)
    pivot.continue_from(sources, [()] * 3, OPTIONS)
    assert Counting.asked == 2


def test_closing_it_closes_both() -> None:
    closed = []

    class Closing(EchoTranslator):
        def close(self) -> None:
            closed.append(self.target_locale)

    PivotTranslator(Closing("en", "de"), Closing("de", "fr")).close()
    assert closed == ["de", "fr"]
