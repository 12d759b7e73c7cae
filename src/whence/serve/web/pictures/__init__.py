"""Plots and maps for the page: SVG that is drawn on the server and stands in the page's own markup.

    plot        one count over time, a line for each source
    map         where the places are
    axes        times and values to pixels, and the ticks that go with them
    labels      labels moved apart, and names broken into lines
    outlines    the countries' outlines, cropped to a map
    canvas      shapes at pixels as a Vega-Lite specification
    paint       a specification to markup, kept
    clean       what a drawing may hold

A colour is a custom property that the page's style sheet sets: `--ink`, `--muted`, `--line`,
`--paper`, `--land`, `--land-here` and `--hue-1` to `--hue-8`.
"""
