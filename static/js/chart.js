// Draws every [data-chart="id"] from the JSON of <script type="application/json" id="id"> with Plotly.
// The figure is a plain {data, layout}, with an optional `narrow`: what the layout has otherwise on a phone.
// The same values stand in a table of the page. Buttons [data-save="png"] and [data-save="svg"] beside the drawing give it
// as a file, made in the browser: the figure's `image` has the name of the file and the title that stands in it.
"use strict";
(() => {
  const phone = window.matchMedia("(max-width: 767.98px)");
  // A slide ([data-narrow]) draws as a phone does, and enlarges that.
  const isNarrow = (place) => phone.matches || "narrow" in place.dataset;
  const config = {
    displaylogo: false,
    showSendToCloud: false,
    plotlyServerURL: "",
    responsive: true,
    locale: document.documentElement.lang,
    // Saving has buttons of its own, which a keyboard reaches.
    modeBarButtonsToRemove: ["toImage", "select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d"],
  };

  // A roadmap has a line for each task and keeps its height.
  const paperOf = (place) => ({ width: 640, height: place.closest(".gantt") ? place.clientHeight : 340 });

  const layoutOf = (figure, place) => ({
    ...structuredClone(figure.layout),
    ...(isNarrow(place) ? structuredClone(figure.narrow ?? {}) : {}),
    autosize: true,
    // On a phone a finger must scroll the page, not the chart.
    ...(phone.matches ? { dragmode: false } : {}),
  });

  const draw = (place) => {
    const source = document.getElementById(place.dataset.chart);
    if (!source || !window.Plotly) return;
    const figure = JSON.parse(source.textContent);
    const show = () => window.Plotly.react(place, figure.data, layoutOf(figure, place), config);
    show();
    phone.addEventListener("change", show);
    savers(place, figure);
    // On paper the width is that of the sheet, whatever the window has.
    window.addEventListener("beforeprint", () => window.Plotly.relayout(place, paperOf(place)));
    window.addEventListener("afterprint", show);
  };

  const savers = (place, figure) => {
    const card = place.closest(".card");
    if (!figure.image || !card) return;
    for (const button of card.querySelectorAll("[data-save]")) {
      button.hidden = false;
      button.addEventListener("click", () =>
        window.Plotly.downloadImage(
          { data: structuredClone(figure.data), layout: imageLayout(figure), config },
          { format: button.dataset.save, filename: figure.image.name, width: 1200, height: 640 },
        ),
      );
    }
  };

  // What the file says above the drawing, line by line.
  const LINE = 24;

  const imageLayout = ({ layout, image }) => ({
    ...structuredClone(layout),
    title: { text: image.title, x: 0.02, xanchor: "left", y: 1, yanchor: "top", pad: { t: 34 }, font: { size: 18 } },
    margin: { ...layout.margin, t: layout.margin.t + 30 + LINE * image.title.split("<br>").length },
  });

  document.querySelectorAll("[data-chart]").forEach(draw);
})();
