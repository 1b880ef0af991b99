// Vietnamese for plotly.js: tooltips of the toolbar, decimal comma, thousands point, names of months and days.
// plotly.js ships a Vietnamese locale with an empty dictionary and English separators, hence ours.
(() => {
  "use strict";
  const months = Array.from({ length: 12 }, (_, i) => i + 1);
  const locale = {
    moduleType: "locale",
    name: "vi",
    dictionary: {
      "Autoscale": "Tự động co giãn",
      "Box Select": "Chọn theo khung",
      "Compare data on hover": "So sánh số liệu khi trỏ vào",
      "Double-click on legend to isolate one trace": "Bấm đúp vào chú giải để chỉ xem một đường",
      "Double-click to zoom back out": "Bấm đúp để thu nhỏ lại",
      "Download plot": "Tải biểu đồ",
      "Download plot as a PNG": "Tải biểu đồ (PNG)",
      "Lasso Select": "Chọn tự do",
      "Pan": "Di chuyển",
      "Produced with Plotly.js": "Vẽ bằng Plotly.js",
      "Reset": "Đặt lại",
      "Reset axes": "Đặt lại trục",
      "Reset view": "Đặt lại khung nhìn",
      "Reset views": "Đặt lại khung nhìn",
      "Show closest data on hover": "Hiện số liệu gần nhất khi trỏ vào",
      "Sorry, there was a problem downloading your image!": "Không tải được ảnh biểu đồ.",
      "Toggle Spike Lines": "Bật hoặc tắt đường gióng",
      "Toggle show closest data on hover": "Bật hoặc tắt hiện số liệu gần nhất",
      "Zoom": "Phóng to vùng chọn",
      "Zoom in": "Phóng to",
      "Zoom out": "Thu nhỏ",
    },
    format: {
      days: ["Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"],
      shortDays: ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
      months: months.map((m) => `Tháng ${m}`),
      shortMonths: months.map((m) => `Th${m}`),
      date: "%-d/%-m/%Y",
      dateTime: "%H:%M %-d/%-m/%Y",
      year: "%Y",
      month: "%-m/%Y",
      dayMonth: "%-d/%-m",
      dayMonthYear: "%-d/%-m/%Y",
      decimal: ",",
      thousands: ".",
      grouping: [3],
      currency: ["", " ₫"],
    },
  };
  // Read by plotly.js when it starts, whichever of the two scripts comes first.
  if (typeof Plotly === "undefined") {
    window.PlotlyLocales = (window.PlotlyLocales || []).concat(locale);
  } else {
    Plotly.register(locale);
  }
})();
