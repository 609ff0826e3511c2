// Shows only the cases that all filters let through, and says how many these are.
const chosen = (id) => document.getElementById(id).value;
const cases = [...document.querySelectorAll("details.case")];
function filter() {
  const words = chosen("words").toLowerCase();
  let shown = 0;
  for (const each of cases) {
    const tags = JSON.parse(each.dataset.tags);
    const fits =
      (!chosen("outcome") || each.dataset.outcome === chosen("outcome")) &&
      (!chosen("language") || each.dataset.language === chosen("language")) &&
      (!chosen("suite") || each.dataset.suite === chosen("suite")) &&
      (!chosen("tag") || tags.includes(chosen("tag"))) &&
      (!words || each.textContent.toLowerCase().includes(words));
    each.hidden = !fits;
    shown += fits;
  }
  document.getElementById("shown").textContent = `${shown} of ${cases.length}`;
}
document.querySelector(".filters").addEventListener("input", filter);
filter();
