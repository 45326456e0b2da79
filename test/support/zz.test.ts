import { evenPace } from "../../src/zoom/pace.ts";
import { runModel, mostInAnyWindow } from "./rate-model.ts";
import { test } from "vitest";
test("x",()=>{ for (const limit of [10,20,40,80]) {
  const o: Record<string, number> = {ref06:0, use06:0, wuse:9, wref:0, sp:0, wsp:9, own:0, j150:0};
  for (let seed=1; seed<=20; seed++) {
    let c = runModel({pace: evenPace(limit*.9), limit, windowMs:1000, durationMs:60000, seed, wayMs:[20,70]});
    o.own = Math.max(o.own!, mostInAnyWindow(c.map(x=>x.sentAt),1000));
    c = runModel({pace: evenPace(limit*.9), limit, windowMs:1000, durationMs:60000, seed, wayMs:[20,170]});
    o.j150! += c.filter(x=>x.refused).length/c.length/20;
    c = runModel({pace: evenPace(limit*.9), limit: limit*.6, windowMs:1000, durationMs:130000, seed, wayMs:[20,70]}).filter(x=>x.sentAt>=10000);
    const r = c.filter(x=>x.refused).length/c.length, u=c.filter(x=>!x.refused).length/120/(limit*.6);
    o.ref06! += r/20; o.use06! += u/20; o.wuse=Math.min(o.wuse!,u); o.wref=Math.max(o.wref!,r);
    c = runModel({pace: evenPace(limit*.9), limit, windowMs:1000, durationMs:600000, seed, wayMs:[20,70], spurious:.01}).filter(x=>x.sentAt>=60000);
    const s=c.length/540/(limit*.9); o.sp! += s/20; o.wsp=Math.min(o.wsp!,s);
  }
  console.log(limit, Object.entries(o).map(([k,v])=>k+"="+v.toFixed(4)).join(" "));
}}, 60000);
