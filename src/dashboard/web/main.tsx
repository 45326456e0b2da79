/** The page: takes the place of what index.html shows until the script is there. */

import "./style.css";
import { render } from "preact";
import { Frame } from "./frame.tsx";
import { showTheme, storedTheme } from "./parts/theme-switch.tsx";

// Before anything is drawn: else it would be seen in the other colours first.
showTheme(storedTheme());
const place = document.getElementById("page");
if (place !== null) {
  place.textContent = "";
  render(<Frame />, place);
}
