// Run in a page that has loaded: what is wrong with it, one line each.
const problems = [];
const unsaid = ["", "image", "no description has been provided for this image"]; // nothing, or a converter's own words

for (const image of document.images) {
  const name = image.getAttribute("src").slice(0, 80);
  if (!image.complete || image.naturalWidth === 0) problems.push(`image does not load: ${name}`);
  if (unsaid.includes((image.getAttribute("alt") ?? "").trim().toLowerCase())) problems.push(`image without alternative text: ${name}`);
}

const wide = document.documentElement.scrollWidth;
if (wide > window.innerWidth) problems.push(`the page is ${wide} px wide`);

const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")];
if (headings.filter((heading) => heading.tagName === "H1").length !== 1) problems.push("not one h1");
headings.reduce((above, heading) => {
  const level = Number(heading.tagName[1]);
  if (level > above + 1) problems.push(`h${level} after h${above}: ${heading.textContent}`);
  return level;
}, 0);

return problems;
