/** Where and with what people join: countries, devices, networks, as varied as Zoom's answers were observed to be. */

/** A country code, Zoom's name of the country, and a city. */
export const places = [
  ["US", "United States", "Milpitas"],
  ["US", "United States", "Boston"],
  ["US", "United States", ""],
  ["DE", "Germany", "Berlin"],
  ["GB", "United Kingdom", "London"],
  ["IN", "India", "Pune"],
  ["JP", "Japan", "Tokyo"],
  ["BR", "Brazil", "São Paulo"],
  ["KR", "Korea, Republic of", "Seoul"],
  ["CN", "China", "Shanghai"],
  ["FR", "France", "Paris"],
  ["NG", "Nigeria", "Lagos"],
  ["TR", "Türkiye", "İzmir"],
  ["CZ", "Czech Republic", "Brno"],
] as const;

/** One kind of client: the text of `device`, the operating system, the client version. */
interface Device {
  readonly device: string;
  readonly os: string;
  readonly osVersion: string;
  readonly client: string;
  readonly browser?: readonly [string, string];
}

/** Texts of `device` as observed by clients of the dashboards, not only the six that the documents list. */
export const devices: readonly Device[] = [
  { device: "Windows", os: "Windows", osVersion: "11", client: "Zoom Workplace 6.2.5" },
  { device: "Windows 10", os: "Windows", osVersion: "10", client: "Zoom Workplace 6.1.0" },
  { device: "win 10+ 17763", os: "Windows", osVersion: "10.0.17763", client: "Zoom 5.17.11" },
  { device: "Mac", os: "macOS", osVersion: "15.1", client: "Zoom Workplace 6.2.5" },
  { device: "Mac", os: "macOS", osVersion: "14.7", client: "Zoom Workplace 6.0.2" },
  { device: "iOS", os: "iOS", osVersion: "18.1", client: "Zoom 6.2.3" },
  { device: "iOs", os: "iOS", osVersion: "17.4", client: "Zoom 5.17.7" },
  { device: "Android", os: "Android", osVersion: "14", client: "Zoom 6.2.1" },
  {
    device: "Web Browser Chrome 130",
    os: "Windows",
    osVersion: "11",
    client: "Web",
    browser: ["Chrome", "130"],
  },
  { device: "Linux", os: "Linux", osVersion: "6.8", client: "Zoom Workplace 6.2.5" },
  { device: "Unknown + Phone", os: "", osVersion: "", client: "" },
  { device: "Unknown", os: "", osVersion: "", client: "" },
];

export const phone: Device = { device: "Phone", os: "", osVersion: "", client: "" };
export const zoomRoom: Device = {
  device: "Zoom Rooms",
  os: "Windows",
  osVersion: "10",
  client: "Zoom Rooms 6.1.5",
};
export const sipRoom: Device = { device: "H.323/SIP", os: "", osVersion: "", client: "" };

export const dataCenters = [
  "United States (SC Top)",
  "United States (VA Top)",
  "Germany (FR Top)",
  "Japan (TK Top)",
];
export const networks = ["Wired", "Wifi", "Wifi", "Wifi", "Cellular", "Others", "PPP", ""] as const;
export const connections = ["UDP", "UDP", "UDP", "SSL", "Reliable UDP", "TCP", "P2P", "UDP+Proxy"] as const;
export const qualities = ["good", "good", "good", "fair", "poor", "bad"] as const;
