"""What expressions mean, in a report of Friday, November 22, 2024."""

from __future__ import annotations

import pytest

from tests.resolve.times.factories import read

_DAYS = [
    # The report's own day, and the nearest day of the name by the tense.
    ("The mayor of Sulla spoke on Friday.", "Friday DATE 2024-11-22"),
    ("The mayor of Sulla spoke on Thursday.", "Thursday DATE 2024-11-21"),
    ("The bridge was closed on Saturday.", "Saturday DATE 2024-11-16"),
    ("The bridge will be closed on Saturday.", "Saturday DATE 2024-11-23"),
    ("The trial is set to begin on Wednesday.", "Wednesday DATE 2024-11-27"),
    ("A vote could come as early as Monday.", "Monday DATE 2024-11-25"),
    ("The minister arrived last Friday.", "last Friday DATE 2024-11-15"),
    ("The minister arrives next Friday.", "next Friday DATE 2024-11-29"),
    ("Early Monday, a shell fell on the market.", "Early Monday DATE 2024-11-18"),
    ("A shell fell late on [Monday night]:TIME.", "Monday night TIME 2024-11-18TNI"),
    ("He left the town yesterday.", "yesterday DATE 2024-11-21"),
    ("The council meets the day after tomorrow.", "the day after tomorrow DATE 2024-11-24"),
    ("Rain is due tonight.", "tonight TIME 2024-11-22TNI"),
    # What is set for a day, and what only sounds so.
    ("Two feet of snow fell by Tuesday.", "Tuesday DATE 2024-11-19"),
    ("The town must pay by Tuesday.", "Tuesday DATE 2024-11-26"),
    ("Polls close on Sunday.", "Sunday DATE 2024-11-24"),
    ("The parties did not vote on Monday.", "Monday DATE 2024-11-18"),
    ("Ahead of Sunday's vote both camps rallied.", "Sunday DATE 2024-11-24"),
    ("Lawyers would look for a way around Wednesday's ruling.", "Wednesday DATE 2024-11-20"),
    ("The mayor could not be reached Wednesday.", "Wednesday DATE 2024-11-20"),
    ("Nobody in Sulla could be reached Wednesday.", "Wednesday DATE 2024-11-20"),
    ("The bid had been due to expire on Wednesday.", "Wednesday DATE 2024-11-20"),
    ("She would travel to the United States Monday.", "Monday DATE 2024-11-25"),
    # Dates without a year.
    ("The index is near its record of April 6.", "April 6 DATE 2024-04-06"),
    ("The strike of November 20 killed two.", "November 20 DATE 2024-11-20"),
    ("Troops must leave by January 20.", "January 20 DATE 2025-01-20"),
    ("Troops must leave by January 20 next year.", "January 20 next year DATE 2025-01-20"),
    ("The levee broke on March 3 last year.", "March 3 last year DATE 2023-03-03"),
    ("The ferry sank on 31 December.", "31 December DATE 2023-12-31"),
    ("In the year ended Jan. 31, it lost money.", "Jan. 31 DATE 2024-01-31"),
    ("The line opens on Dec. 1.", "Dec. 1 DATE 2024-12-01"),
    ("It was signed on September 11, 2001, in Sulla.", "September 11, 2001 DATE 2001-09-11"),
    ("They met on Tuesday, November 19, 2024.", "Tuesday, November 19, 2024 DATE 2024-11-19"),
    ("The file is dated 2024-11-20.", "2024-11-20 DATE 2024-11-20"),
    ("The market opens the week of December 2.", "the week of December 2 DATE 2024-W49"),
    ("The town was dark at Christmas.", "Christmas DATE 2023-12-25"),
    ("Women's Day falls on [March eighth].", "March eighth DATE 2024-03-08"),
    ("She will return on [the 15th].", "the 15th DATE 2024-12-15"),
    ("Rent was due on [the 15th of this month].", "the 15th of this month DATE 2024-11-15"),
    ("He came on Oct. 3 and left on [the 9th].", "the 9th DATE 2024-10-09"),
    ("The shops will be full on [Black Friday].", "Black Friday DATE 2024-11-29"),
    ("He died in the attacks of [9/11].", "9/11 DATE 2001-09-11"),
    ("They met [Monday of last week].", "Monday of last week DATE 2024-11-11"),
    ("They will meet [Monday of next week].", "Monday of next week DATE 2024-11-25"),
    ("The ferry sank a week ago Sunday.", "a week ago Sunday DATE 2024-11-10"),
    ("A year ago today the dam broke.", "A year ago today DATE 2023-11-22"),
    ("He was seen the night before last.", "the night before last DATE 2024-11-20TNI"),
    ("He was held [last evening].", "last evening DATE 2024-11-21TEV"),
    ("It will be held this coming Sunday.", "this coming Sunday DATE 2024-11-24"),
    # Months without a year, which look ahead as often as back.
    ("Voters will decide come November.", "November DATE 2024-11"),
    ("The trial is set for [March].", "March DATE 2025-03"),
    ("He was freed back in [May].", "May DATE 2024-05"),
    ("They met [this January].", "this January DATE 2024-01"),
    ("That would set the stage for a contested congress in [March].", "March DATE 2025-03"),
    ("Aides asked how he would fare if he won the vote in [March].", "March DATE 2025-03"),
    ("They were much less likely to vote for reform in [May].", "May DATE 2025-05"),
    ("It could have large consequences in [March].", "March DATE 2025-03"),
    ("It could have been sold in [March].", "March DATE 2024-03"),
    ("Pensions are paid in time for Easter.", "Easter DATE 2025-04-20"),
    ("He was freed on Thanksgiving Day last year.", "Thanksgiving Day DATE 2023-11-23"),
]  # fmt: skip

_CLOCKS = [
    ("Polls closed at 10 p.m. on Wednesday.", "10 p.m. TIME 2024-11-20T22:00"),
    ("Polls will close at 8 a.m. Sunday.", "8 a.m. Sunday TIME 2024-11-24T08:00"),
    ("The bid will end at 5 p.m. EST, Nov. 26.", "5 p.m. EST, Nov. 26 TIME 2024-11-26T17:00"),
    ("The quake struck at 0830 GMT.", "0830 GMT TIME 2024-11-22T08:30"),
    ("Talks broke off at noon Thursday.", "noon Thursday TIME 2024-11-21T12:00"),
    ("The shelling began at 4 in [the morning].", "4 in the morning TIME 2024-11-22T04:00"),
    ("Shells fell at [6:30] Sunday night.", "6:30 Sunday night TIME 2024-11-17T18:30"),
    ("Shells fell at [2:30] Sunday night.", "2:30 Sunday night TIME 2024-11-17T02:30"),
]

_PERIODS = [
    ("He has led the party since 2014.", "2014 DATE 2014"),
    ("Prices rose last month.", "Last month DATE 2024-10"),
    ("Prices rose last week.", "last week DATE 2024-W46"),
    ("It closes next month.", "next month DATE 2024-12"),
    ("It closes next year.", "next year DATE 2025"),
    ("It opened in July.", "July DATE 2024-07"),
    ("It will open in July.", "July DATE 2025-07"),
    ("Profit fell in the third quarter.", "the third quarter DATE 2024-Q3"),
    ("Profit fell in the third quarter of 2019.", "the third quarter of 2019 DATE 2019-Q3"),
    ("The 1990s were hard on the valley.", "The 1990s DATE 199"),
    ("He painted it in the late 1980s.", "the late 1980s DATE 198"),
    ("It was a port in [the 20th century].", "the 20th century DATE 19"),
    ("He was born in [the summer of 1962].", "the summer of 1962 DATE 1962-SU"),
    ("The walls fell in 494 BC.", "494 BC DATE BC0494"),
    ("It was quiet over the weekend.", "the weekend DATE 2024-W47-WE"),
    ("It will be paid by the end of the month.", "the end of the month DATE 2024-11"),
    ("She left three days ago.", "three days ago DATE 2024-11-19"),
    ("She left more than two years ago.", "more than two years ago DATE 2022"),
    ("She left two decades ago.", "two decades ago DATE 200"),
    ("She left a fortnight ago.", "a fortnight ago DATE 2024-W45"),
    ("She left half a century ago.", "half a century ago DATE 1974"),
    ("She left nearly [a quarter-century] ago.", "nearly a quarter-century ago DATE 1999"),
    ("She left [a dozen years] ago.", "a dozen years ago DATE 2012"),
    ("She left two and [a half years] ago.", "two and a half years ago DATE 2022"),
    ("She left [half a year ago].", "half a year ago DATE 2024-05"),
    ("She left [a century ago].", "a century ago DATE 19"),
    ("She left the week before last.", "the week before last DATE 2024-W45"),
    ("They left in [1963 March].", "1963 March DATE 1963-03"),
    ("Sales rose [last quarter].", "last quarter DATE 2024-Q3"),
    ("Sales rose in [the last quarter of 2015].", "the last quarter of 2015 DATE 2015-Q4"),
    ("Sales rose in [2022's third quarter].", "2022's third quarter DATE 2022-Q3"),
    ("Sales rose in [the first half of May].", "the first half of May DATE 2024-05"),
]

_LENGTHS = [
    ("The siege lasted three days.", "three days DURATION P3D"),
    ("It rained for two and a half years.", "two and a half years DURATION P2Y6M"),
    ("They waited one and a half hours.", "one and a half hours DURATION PT1H30M"),
    ("They waited for [a day and a half].", "a day and a half DURATION P1DT12H"),
    ("It took [three and a half weeks].", "three and a half weeks DURATION P3.5W"),
    ("It took [a decade and a half].", "a decade and a half DURATION P15Y"),
    ("It has rained in the past week.", "the past week DURATION P1W"),
    ("It fell in the past six months.", "the past six months DURATION P6M"),
    ("He got a two-year sentence.", "two-year DURATION P2Y"),
    ("They waited for a month.", "a month DURATION P1M"),
    ("They waited several hours.", "several hours DURATION PTXH"),
    ("For the year ended March 31, it earned less.", "the year DURATION P1Y"),
    ("They march every Tuesday.", "every Tuesday SET XXXX-WXX-2"),
    ("The paper comes out daily.", "daily SET P1D"),
    ("They march each July.", "each July SET XXXX-07"),
    ("The mine ran for [half a dozen years]:DURATION.", "half a dozen years DURATION P6Y"),
    ("The mine ran for [two dozen years]:DURATION.", "two dozen years DURATION P24Y"),
    ("The mine ran for [half a century]:DURATION.", "half a century DURATION P50Y"),
    ("Patrols pass [every morning].", "every morning SET XXXX-XX-XXTMO"),
    ("The market opens on weekends.", "weekends SET XXXX-WXX-WE"),
    ("It is shut on [Mondays].", "Mondays SET XXXX-WXX-1"),
    ("Buses leave on [Tuesday nights].", "Tuesday nights SET XXXX-WXX-2TNI"),
    ("The paper appears bi-weekly.", "bi-weekly SET P2W"),
    ("The harvest fails [every second year]:SET.", "every second year SET P2Y"),
    ("They march [every Nov. 11]:SET.", "every Nov. 11 SET XXXX-11-11"),
    ("It is due on [the 15th of every month]:SET.", "the 15th of every month SET XXXX-XX-15"),
    ("They meet every two weeks in [every month].", "every month SET P1M"),
]

_VAGUE = [
    ("The firm currently owns a tenth.", "currently DATE PRESENT_REF"),
    ("The firm recently bought a tenth.", "recently DATE PAST_REF"),
    ("They worry about the future.", "the future DATE FUTURE_REF"),
    ("It has sold well in [recent weeks].", "recent weeks DATE PAST_REF"),
    ("She left [a few years ago].", "a few years ago DATE PAST_REF"),
    ("A few weeks later she was dead.", "a few weeks later DATE PAST_REF"),
    ("She left [years ago].", "years ago DATE PAST_REF"),
]


@pytest.mark.parametrize(("words", "meant"), [*_DAYS, *_CLOCKS, *_PERIODS, *_LENGTHS, *_VAGUE])
def test_a_value(words: str, meant: str) -> None:
    assert meant.lower() in [value.lower() for value in read(words)]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("He was shot on Nov. 3. The day before, he had called.", "2024-11-02"),
        ("The army came on November 3. Three days later, it left.", "2024-11-06"),
        ("The dam broke on 4 June 1998. The following year, it was rebuilt.", "1999"),
        ("The dam broke on 4 June 1998. The same day, a train stopped.", "1998-06-04"),
        ("It struck on Tuesday. The next day, the town was empty.", "2024-11-20"),
        # A year alone says nothing of its days: these are counted from the report's own.
        ("It struck in 1998. The next day, the town was empty.", "2024-11-23"),
    ],
)
def test_counted_from_the_date_given_before(words: str, meant: str) -> None:
    assert read(words)[-1].endswith(f" {meant}")


def test_a_year_earlier_is_a_quarter_where_one_is_spoken_of() -> None:
    words = "In the third quarter, it earned $2 million, against $1 million a year earlier."
    assert read(words)[-1] == "a year earlier DATE 2023-Q3"
    assert read("It earned more a year earlier.") == ["a year earlier DATE 2023"]


def test_days_of_a_history_are_counted_from_the_dates_before_them() -> None:
    words = (
        "In 1911 the Sullan kings fell. In March 1912 the Norrans crossed the river, in 1913 they "
        "took the fort, and in 1914, 1915 and 1916 they held it. On 4 May 1917 the fort burned. "
        "In June the Norrans withdrew, and on 2 July peace was made. Two days later they sailed."
    )
    assert [value.split()[-1] for value in read(words)][-3:] == [
        "1917-06",
        "1917-07-02",
        "1917-07-04",
    ]


@pytest.mark.parametrize(
    ("published", "meant"),
    [
        ("2024-11-22T23:30:00-05:00", "today DATE 2024-11-22"),
        ("2024-11-23T05:30:00+01:00", "today DATE 2024-11-23"),
        ("2024-11", "today DATE None"),
        (None, "today DATE None"),
    ],
)
def test_the_day_is_that_of_the_datelines_own_zone(published: str | None, meant: str) -> None:
    assert read("The market fell today.", published) == [meant]


@pytest.mark.parametrize(
    ("published", "words", "meant"),
    [
        ("2024", "It closed last year.", "last year DATE 2023"),
        ("2024-11", "It closed last month.", "last month DATE 2024-10"),
        ("2024-11", "It closed on Friday.", "Friday DATE None"),
        ("2024-11", "It closes on January 20 next year.", "January 20 next year DATE 2025-01-20"),
        (None, "It closed on Friday.", "Friday DATE None"),
        (None, "It closed on May 3.", "May 3 DATE None"),
        (None, "It closed last week.", "last week DATE None"),
        (
            None,
            "It closed on May 3, 2019. Two days later it opened.",
            "May 3, 2019 DATE 2019-05-03",
        ),
    ],
)
def test_nothing_is_inferred_beyond_the_dateline(
    published: str | None, words: str, meant: str
) -> None:
    assert meant in read(words, published)


@pytest.mark.parametrize(
    ("words", "published", "meant"),
    [
        ("It fell on February 30.", "2024-11-22", "February 30 DATE None"),
        ("It fell on February 29.", "2025-03-01", "February 29 DATE 2024-02-29"),
        ("It opens next year.", "9999-12-31", "next year DATE None"),
        ("It opens tomorrow.", "9999-12-31", "tomorrow DATE None"),
        ("It opened last week.", "0001-01-01", "last week DATE None"),
        ("It opened ten years ago.", "0001-01-01", "ten years ago DATE None"),
    ],
)
def test_what_is_out_of_the_calendar_has_no_value(words: str, published: str, meant: str) -> None:
    assert meant in read(words, published)
