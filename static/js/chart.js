// Draws every [data-chart="id"] from the JSON of <script type="application/json" id="id"> with Plotly.
// The figure is a plain {data, layout}; the same values stand in a table of the page.
"use strict";
(() => {
  const config = {
    displaylogo: false,
    showSendToCloud: false,
    plotlyServerURL: "",
    responsive: true,
    locale: document.documentElement.lang,
    modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d"],
  };

  const draw = (place) => {
    const source = document.getElementById(place.dataset.chart);
    if (!source || !window.Plotly) return;
    const figure = JSON.parse(source.textContent);
    const layout = { ...figure.layout, autosize: true };
    // On a phone a finger must scroll the page, not the chart.
    if (window.matchMedia("(max-width: 767.98px)").matches) layout.dragmode = false;
    window.Plotly.newPlot(place, figure.data, layout, { ...config, ...figure.config });
  };

  document.querySelectorAll("[data-chart]").forEach(draw);
})();
