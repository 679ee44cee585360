// Times in the viewer's zone, and one box that checks all others. Everything works without this file.
(function () {
  "use strict";
  const format = new Intl.DateTimeFormat(undefined, {
    day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit"
  });

  function local(root) {
    root.querySelectorAll("time[datetime]").forEach(function (time) {
      const at = new Date(time.dateTime);
      if (!isNaN(at)) {
        time.textContent = format.format(at);
      }
    });
  }

  function start() {
    local(document);
    document.querySelectorAll("input.all").forEach(function (all) {
      all.hidden = false;
      all.addEventListener("change", function () {
        all.closest("table").querySelectorAll("tbody input[type=checkbox]").forEach(function (each) {
          each.checked = all.checked;
        });
      });
    });
  }

  document.addEventListener("DOMContentLoaded", start);
  document.addEventListener("htmx:afterSwap", function (event) {
    local(event.target.parentNode || document);
  });
})();
