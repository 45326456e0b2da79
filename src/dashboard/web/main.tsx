/** The page: takes the place of what index.html shows until the script is there. */

import "./style.css";
import { render } from "preact";
import { Frame } from "./frame.tsx";

const place = document.getElementById("page");
if (place !== null) {
  place.textContent = "";
  render(<Frame />, place);
}
