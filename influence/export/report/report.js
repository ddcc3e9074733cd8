(() => {
  const table = document.getElementById("people");
  if (!table) return;
  const body = table.tBodies[0], rows = [...body.rows];
  const find = document.getElementById("find"), circle = document.getElementById("circle"), shown = document.getElementById("shown");
  const filter = () => {
    const text = find.value.trim().toLowerCase(), wanted = circle ? circle.value : "";
    let count = 0;
    for (const row of rows) {
      const card = document.querySelector(row.querySelector("a").hash), place = row.querySelector("[data-circle]");
      const said = `${row.textContent} ${card ? card.textContent : ""}`.toLowerCase();
      const fits = (!text || said.includes(text)) && (!wanted || (place && place.textContent === wanted));
      row.hidden = !fits;
      if (card) card.hidden = !fits;
      count += fits;
    }
    shown.textContent = shown.dataset.words.replace("{shown}", count).replace("{all}", rows.length);
  };
  find.addEventListener("input", filter);
  if (circle) circle.addEventListener("change", filter);
  table.tHead.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const head = button.parentElement, at = head.cellIndex, number = head.classList.contains("num");
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.querySelectorAll("th")) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const value = (row) => row.cells[at].dataset.v ?? row.cells[at].textContent;
    rows.sort((a, b) => {
      const order = number ? Number(value(a)) - Number(value(b)) : value(a).localeCompare(value(b));
      return down ? -order : order;
    });
    body.append(...rows);
  });
  filter();
})();
