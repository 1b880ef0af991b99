// Draws every [data-chart="id"] from the JSON of <script type="application/json" id="id"> with Plotly.
// The figure is a plain {data, layout}, with an optional `narrow`: what the layout has otherwise on a phone.
// The same values stand in a table of the page.
"use strict";
(() => {
  const phone = window.matchMedia("(max-width: 767.98px)");
  const config = {
    displaylogo: false,
    showSendToCloud: false,
    plotlyServerURL: "",
    responsive: true,
    locale: document.documentElement.lang,
    modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d"],
  };

  const layoutOf = (figure) => ({
    ...structuredClone(figure.layout),
    ...(phone.matches ? structuredClone(figure.narrow ?? {}) : {}),
    autosize: true,
    // On a phone a finger must scroll the page, not the chart.
    ...(phone.matches ? { dragmode: false } : {}),
  });

  const draw = (place) => {
    const source = document.getElementById(place.dataset.chart);
    if (!source || !window.Plotly) return;
    const figure = JSON.parse(source.textContent);
    const show = () => window.Plotly.react(place, figure.data, layoutOf(figure), config);
    show();
    phone.addEventListener("change", show);
  };

  document.querySelectorAll("[data-chart]").forEach(draw);
})();
