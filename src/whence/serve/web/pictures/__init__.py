"""Plots and maps for the page: SVG that is drawn on the server, inline in the page's markup.

    plot        one count over time, a line for each source
    map         where the places are
    axes        times and values to pixels, and the ticks that go with them
    labels      labels moved apart, and names broken into lines
    outlines    the countries' outlines, cropped to a map
    spec        shapes at pixels as a Vega specification
    render      a specification to markup, cached
    sanitize    what a drawing may contain

A colour is a custom property that the page's style sheet sets: `--ink`, `--muted`, `--line`,
`--paper`, `--land`, `--land-here` and `--hue-1` to `--hue-8`.
"""
