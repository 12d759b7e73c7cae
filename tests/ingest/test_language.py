import pytest

from whence.ingest import language

OTHERS = {
    "fr": "Quatre personnes ont été tuées dans l'explosion du port, a déclaré le ministre lundi soir.",
    "de": "Der Minister sagte am Montag, dass bei der Explosion achtzehn Menschen getötet worden seien.",
    "es": "El ministro dijo el lunes que dieciocho personas murieron en la explosión del puerto viejo.",
    "nl": "De minister zei maandag dat er achttien mensen zijn omgekomen bij de ontploffing in de haven.",
    "it": "Il ministro ha detto lunedì che diciotto persone sono morte nell'esplosione del porto vecchio.",
    "ru": "Президент заявил в понедельник, что войска останутся в Курской области до весны.",
    "uk": "Президент заявив у понеділок, що війська залишаться в Курській області до весни.",
    "ar": "قال الوزير يوم الاثنين إن ثمانية عشر شخصا قتلوا في انفجار الميناء القديم في المدينة.",
}


@pytest.mark.parametrize(("code", "text"), OTHERS.items())
def test_other_languages_are_named(code: str, text: str) -> None:
    assert language.detect(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "The minister said on Monday that eighteen people had been killed in the explosion.",
        "Tokyo shares closed higher Monday; exporters gained, banks fell, yen steadied against dollar.",
    ],
)
def test_english(text: str) -> None:
    assert language.detect(text) == "en"


@pytest.mark.parametrize("text", ["", "He said.", "McCaul: no", "😀😀", "1234 5678", "Kim Jong Un"])
def test_too_short_for_a_language(text: str) -> None:
    assert language.detect(text) is None


def test_what_sources_call_it() -> None:
    assert {language.code_of(x) for x in ("en", "en-GB", "EN_us", "English", "eng")} == {"en"}
    assert language.code_of("French") == "fr"
    assert language.name("fr") == "French (fr)"
    assert language.name("xx") == "xx"


def test_plain_english_does_not_load_the_detector(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_detector", None)
    assert (
        language.detect("The cat sat on the mat and looked at the moon that was full. " * 3) == "en"
    )
