/** Light, dark, or as the system has it. */

import { useEffect, useState } from "preact/hooks";

const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];
const key = "theme";

/** What was chosen before. */
export function storedTheme(): Theme {
  try {
    const found = window.localStorage.getItem(key);
    return themes.find((theme) => theme === found) ?? "system";
  } catch {
    return "system";
  }
}

export function showTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** A browser may be told to keep nothing: then the choice is good as long as the page is. */
function store(theme: Theme): void {
  try {
    window.localStorage.setItem(key, theme);
  } catch {}
}

export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(storedTheme);
  useEffect(() => {
    showTheme(theme);
    store(theme);
  }, [theme]);
  return (
    <label class="theme">
      <span class="heard">Colours</span>
      <select value={theme} onChange={({ currentTarget }) => setTheme(currentTarget.value as Theme)}>
        {themes.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  );
}
