//! Pots, cups and tools.

use super::canvas::{Canvas, Colour, dark, light};
use super::motifs::shadow;

const COFFEE: Colour = [92, 56, 38];
const CREMA: Colour = [176, 120, 74];
const WOOD: Colour = [168, 118, 74];
const GLASS: Colour = [226, 238, 240];

/// A mug with its handle on the right.
pub(super) fn mug(canvas: &mut Canvas, colour: Colour) {
    shadow(canvas, 310, 140);
    handle(canvas, 398, 262, 62, 66, colour);
    cup(canvas, 286, 148, 112, 240, colour);
    steam(canvas, 262);
    steam(canvas, 312);
}

/// A ring, of which the cup, drawn afterwards, covers the left half.
fn handle(canvas: &mut Canvas, x: i32, y: i32, across: i32, down: i32, colour: Colour) {
    canvas.ring(dark(colour, 12), (x, y), (across, down), 11);
}

fn cup(canvas: &mut Canvas, x: i32, top: i32, half: i32, height: i32, colour: Colour) {
    let foot = top + height;
    canvas.rounded(colour, x - half, top, 2 * half, height, half / 4);
    canvas.rounded(
        dark(colour, 14),
        x + half / 2,
        top,
        half / 2,
        height,
        half / 4,
    );
    canvas.rectangle(
        colour,
        x + half / 3,
        top + 8,
        half / 3,
        height - half / 4 - 8,
    );
    canvas.rounded(
        light(colour, 26),
        x - half + half / 6,
        top + height / 6,
        half / 8,
        height / 2,
        half / 16,
    );
    // The glaze ends where the potter held it.
    canvas.rounded(
        dark(colour, 30),
        x - half + 4,
        foot - height / 9,
        2 * half - 8,
        height / 9,
        half / 6,
    );
    canvas.ellipse(light(colour, 20), x, top + 2, half, half / 5);
    canvas.ellipse(COFFEE, x, top + 4, half - half / 9, half / 7);
    canvas.ellipse(CREMA, x - half / 6, top + 4, half / 2, half / 14);
}

fn steam(canvas: &mut Canvas, x: i32) {
    let mist = [250, 250, 250];
    canvas.line(mist, (x, 118), (x - 12, 92), 7);
    canvas.line(mist, (x - 12, 94), (x + 8, 64), 7);
    canvas.line(mist, (x + 8, 66), (x - 2, 44), 7);
}

pub(super) fn small_mug(canvas: &mut Canvas, x: i32, colour: Colour) {
    shadow(canvas, x, 70);
    handle(canvas, x + 54, 322, 36, 38, colour);
    cup(canvas, x, 262, 56, 126, colour);
}

pub(super) fn three_mugs(canvas: &mut Canvas) {
    for (x, colour) in [
        (132, [104, 128, 84]),
        (300, [52, 96, 150]),
        (468, [214, 185, 142]),
    ] {
        shadow(canvas, x, 84);
        handle(canvas, x + 62, 306, 38, 44, colour);
        cup(canvas, x, 226, 66, 162, colour);
    }
}

pub(super) fn from_above(canvas: &mut Canvas, colour: Colour) {
    canvas.ellipse([214, 204, 192], 306, 236, 186, 178);
    canvas.rounded(dark(colour, 14), 440, 200, 96, 50, 25);
    canvas.ellipse(colour, 300, 225, 176, 170);
    canvas.ellipse(light(colour, 28), 300, 225, 158, 152);
    canvas.ellipse(COFFEE, 300, 228, 146, 140);
    canvas.ellipse(CREMA, 300, 228, 128, 122);
    let milk = [246, 232, 212];
    canvas.ellipse(milk, 272, 200, 44, 40);
    canvas.ellipse(milk, 328, 200, 44, 40);
    canvas.polygon(milk, &[(232, 214), (368, 214), (300, 312)]);
    canvas.ellipse(CREMA, 300, 178, 10, 22);
}

pub(super) fn espresso(canvas: &mut Canvas) {
    let white = [248, 246, 240];
    for x in [186, 400] {
        shadow(canvas, x + 4, 108);
        canvas.ellipse([220, 214, 206], x, 382, 104, 20);
        canvas.ellipse(white, x, 376, 104, 18);
        handle(canvas, x + 66, 304, 32, 34, white);
        cup(canvas, x, 250, 66, 124, white);
    }
}

pub(super) fn travel(canvas: &mut Canvas, colour: Colour) {
    shadow(canvas, 306, 90);
    canvas.polygon(colour, &[(224, 130), (376, 130), (362, 390), (238, 390)]);
    canvas.polygon(
        dark(colour, 18),
        &[(336, 130), (376, 130), (362, 390), (330, 390)],
    );
    canvas.polygon(
        light(colour, 30),
        &[(238, 150), (252, 150), (262, 340), (252, 340)],
    );
    canvas.rounded([60, 62, 66], 212, 92, 176, 46, 12);
    canvas.rounded([82, 86, 90], 262, 66, 76, 34, 10);
    canvas.rounded([196, 200, 204], 228, 138, 144, 10, 4);
    canvas.rounded([240, 236, 226], 264, 226, 72, 72, 36);
    canvas.rounded(colour, 284, 256, 32, 12, 6);
}

pub(super) fn dripper(canvas: &mut Canvas, colour: Colour) {
    shadow(canvas, 300, 140);
    canvas.polygon(
        [216, 194, 158],
        &[(168, 82), (432, 82), (404, 122), (196, 122)],
    );
    handle(canvas, 420, 180, 58, 46, dark(colour, 16));
    canvas.polygon(colour, &[(164, 112), (436, 112), (332, 298), (268, 298)]);
    canvas.polygon(
        dark(colour, 14),
        &[(392, 112), (436, 112), (332, 298), (312, 298)],
    );
    for x in [220, 272, 324] {
        canvas.line(dark(colour, 9), (x, 122), (276 + (x - 220) / 4, 290), 4);
    }
    canvas.ellipse(dark(colour, 10), 300, 304, 96, 14);
    canvas.ellipse(colour, 300, 300, 96, 13);
    canvas.rounded(GLASS, 226, 316, 148, 74, 16);
    canvas.rounded(COFFEE, 234, 350, 132, 34, 12);
    canvas.line(COFFEE, (300, 308), (300, 352), 5);
}

pub(super) fn press(canvas: &mut Canvas, colour: Colour) {
    shadow(canvas, 310, 130);
    handle(canvas, 404, 264, 56, 84, [70, 74, 80]);
    canvas.rounded(colour, 204, 140, 196, 250, 14);
    canvas.rounded(dark(colour, 18), 344, 140, 56, 250, 14);
    canvas.rectangle(colour, 330, 150, 30, 226);
    canvas.rounded(light(colour, 44), 222, 168, 18, 170, 9);
    canvas.polygon(colour, &[(204, 146), (204, 190), (170, 150)]);
    canvas.rounded(dark(colour, 34), 194, 118, 216, 32, 12);
    canvas.rectangle(dark(colour, 40), 297, 56, 8, 66);
    canvas.ellipse([70, 74, 80], 301, 52, 22, 18);
}

pub(super) fn teapot(canvas: &mut Canvas) {
    let tea = [206, 128, 60];
    shadow(canvas, 300, 150);
    handle(canvas, 432, 258, 66, 72, dark(GLASS, 20));
    canvas.polygon(
        dark(GLASS, 8),
        &[(190, 250), (112, 190), (96, 204), (188, 320)],
    );
    canvas.ellipse(GLASS, 300, 272, 146, 118);
    canvas.ellipse(tea, 300, 292, 130, 92);
    canvas.ellipse(light(tea, 20), 300, 236, 118, 20);
    canvas.rounded(dark(tea, 30), 262, 200, 76, 100, 12);
    canvas.ellipse(light(GLASS, 60), 222, 240, 16, 40);
    canvas.rounded(dark(GLASS, 12), 238, 146, 124, 22, 11);
    canvas.ellipse(WOOD, 300, 136, 20, 16);
}

pub(super) fn grinder(canvas: &mut Canvas, colour: Colour) {
    shadow(canvas, 300, 92);
    canvas.rounded(colour, 234, 150, 132, 240, 18);
    canvas.rounded(dark(colour, 30), 326, 150, 40, 240, 18);
    canvas.rectangle(colour, 316, 164, 24, 212);
    canvas.rounded(light(colour, 34), 250, 172, 12, 130, 6);
    canvas.rectangle(WOOD, 234, 302, 132, 18);
    canvas.rounded(light(colour, 22), 226, 128, 148, 30, 10);
    canvas.rectangle([188, 192, 196], 294, 92, 12, 40);
    canvas.line([188, 192, 196], (300, 96), (428, 78), 14);
    canvas.ellipse(WOOD, 436, 64, 24, 30);
    canvas.ellipse(light(WOOD, 24), 428, 54, 8, 10);
}

pub(super) fn scale(canvas: &mut Canvas) {
    shadow(canvas, 300, 210);
    canvas.rounded([52, 56, 62], 110, 326, 380, 64, 16);
    canvas.rounded([74, 80, 88], 110, 318, 380, 40, 14);
    canvas.rounded([30, 34, 38], 236, 364, 128, 20, 6);
    for x in [252, 274, 302, 324] {
        canvas.rounded([140, 230, 190], x, 368, 14, 12, 3);
    }
    handle(canvas, 372, 250, 34, 36, [240, 240, 238]);
    cup(canvas, 300, 196, 72, 122, [240, 240, 238]);
}
