"""A reader that asks a language model who says what, through any OpenAI-compatible address.

settings    what it is given, by the environment
chat        one question to the model, with patience and limits
prompt      what is asked, and long texts in windows
answer      the model's JSON, or why it is of no use
places      where the words that it gave are, to the letter
reader      the Reader that puts them together over the one that ships
"""

from __future__ import annotations

from functools import partial

from whence import bootstrap
from whence.settings import Settings
from whence_example.llm.chat import Chat
from whence_example.llm.reader import LlmReader
from whence_example.llm.settings import LlmSettings


def reader(settings: Settings) -> LlmReader:
    """The entry point. Raises `SettingsError` where the environment lacks what is needed."""
    own = LlmSettings.of_environment()
    return LlmReader(
        partial(bootstrap.own_reader, settings), bootstrap.bundle(settings).digest, Chat(own), own
    )
