//! What the example sells, but for pots and cups: bags, tins, sweets, clothes, parcels.

use super::canvas::{Canvas, Colour, WIDTH, dark, light, mix};

const CREAM: Colour = [250, 245, 235];
const GOLD: Colour = [220, 168, 84];
const ALMOND: Colour = [226, 178, 118];
const COCOA: Colour = [84, 52, 38];

/// What a label shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Emblem {
    Bean,
    Leaf,
    Moon,
    Sun,
}

/// A wall and a table before it.
pub(super) fn table(backdrop: Colour) -> Canvas {
    let mut canvas = Canvas::new(backdrop);
    canvas.ellipse(light(backdrop, 40), 300, 190, 230, 200);
    canvas.rectangle(dark(backdrop, 14), 0, 372, WIDTH, 78);
    canvas.rectangle(dark(backdrop, 7), 0, 366, WIDTH, 6);
    canvas
}

/// What stands on the table darkens it.
pub(super) fn shadow(canvas: &mut Canvas, x: i32, half: i32) {
    canvas.ellipse([150, 140, 134], x, 392, half, 12);
}

pub(super) fn scattered(backdrop: Colour, draw: impl Fn(&mut Canvas, i32, i32)) -> Canvas {
    let mut canvas = Canvas::new(backdrop);
    canvas.ellipse(light(backdrop, 45), 300, 225, 250, 190);
    for row in 0..6 {
        for column in 0..7 {
            let shift = if row % 2 == 0 { 0 } else { 44 };
            let wobble = (row * 31 + column * 17) % 23 - 11;
            draw(&mut canvas, column * 92 + shift, row * 84 + 15 + wobble);
        }
    }
    canvas
}

pub(super) fn bean(canvas: &mut Canvas, x: i32, y: i32, colour: Colour) {
    canvas.ellipse(dark(colour, 30), x + 2, y + 3, 27, 19);
    canvas.ellipse(colour, x, y, 27, 19);
    canvas.ellipse(light(colour, 16), x - 5, y - 7, 15, 6);
    canvas.line(dark(colour, 45), (x - 23, y + 3), (x, y - 1), 4);
    canvas.line(dark(colour, 45), (x, y - 1), (x + 23, y - 4), 4);
}

pub(super) fn leaf(canvas: &mut Canvas, x: i32, y: i32, size: i32, colour: Colour) {
    let half = size / 2;
    canvas.polygon(
        colour,
        &[
            (x - size, y),
            (x - half / 2, y - half),
            (x + size, y),
            (x - half / 2, y + half),
        ],
    );
    canvas.ellipse(colour, x - half / 3, y, size * 2 / 3, half);
    canvas.line(light(colour, 40), (x - size, y), (x + size, y), 3);
}

fn emblem(canvas: &mut Canvas, x: i32, y: i32, kind: Emblem, colour: Colour) {
    match kind {
        Emblem::Bean => bean(canvas, x, y, colour),
        Emblem::Leaf => leaf(canvas, x, y, 30, colour),
        Emblem::Sun => {
            for (dx, dy) in [(0, 34), (24, 24), (34, 0), (24, -24)] {
                canvas.line(GOLD, (x - dx, y - dy), (x + dx, y + dy), 5);
            }
            canvas.ellipse(colour, x, y, 20, 20);
        }
        Emblem::Moon => {
            canvas.ellipse(colour, x, y, 26, 26);
            canvas.ellipse(CREAM, x + 11, y - 6, 21, 21);
        }
    }
}

/// A bag of coffee; `part` 2 draws it half as large.
pub(super) fn bag(canvas: &mut Canvas, x: i32, part: i32, colour: Colour, kind: Emblem) {
    let side = |pixels: i32| pixels / part;
    let foot = 388;
    let top = foot - side(318);
    shadow(canvas, x + 6, side(118));
    canvas.polygon(
        colour,
        &[
            (x - side(92), top + side(40)),
            (x + side(92), top + side(40)),
            (x + side(104), foot),
            (x - side(104), foot),
        ],
    );
    canvas.polygon(
        dark(colour, 18),
        &[
            (x + side(62), top + side(40)),
            (x + side(92), top + side(40)),
            (x + side(104), foot),
            (x + side(74), foot),
        ],
    );
    canvas.rounded(
        light(colour, 12),
        x - side(96),
        top,
        side(192),
        side(44),
        side(8),
    );
    canvas.rectangle(GOLD, x - side(96), top + side(34), side(192), side(10));
    canvas.rounded(
        CREAM,
        x - side(62),
        top + side(92),
        side(124),
        side(150),
        side(10),
    );
    if part == 1 {
        emblem(canvas, x, top + 148, kind, colour);
        canvas.rounded(colour, x - 40, top + 198, 80, 9, 4);
        canvas.rounded(mix(colour, CREAM, 50), x - 28, top + 216, 56, 7, 3);
    } else {
        canvas.ellipse(colour, x, top + side(156), side(30), side(30));
    }
}

pub(super) fn tin(canvas: &mut Canvas, colour: Colour, kind: Emblem) {
    shadow(canvas, 306, 118);
    canvas.rounded(colour, 196, 128, 208, 262, 16);
    canvas.rounded(dark(colour, 16), 352, 128, 52, 262, 16);
    canvas.rectangle(colour, 340, 140, 34, 238);
    canvas.rounded(light(colour, 22), 186, 92, 228, 54, 14);
    canvas.rounded(light(colour, 40), 196, 100, 140, 8, 4);
    canvas.rounded(CREAM, 220, 188, 160, 140, 70);
    emblem(canvas, 300, 246, kind, colour);
    canvas.rounded(colour, 266, 290, 68, 8, 4);
}

pub(super) fn carton(canvas: &mut Canvas, colour: Colour) {
    shadow(canvas, 310, 160);
    canvas.rectangle(colour, 160, 190, 220, 198);
    canvas.polygon(
        dark(colour, 22),
        &[(380, 190), (452, 164), (452, 362), (380, 388)],
    );
    canvas.polygon(
        light(colour, 24),
        &[(160, 190), (232, 164), (452, 164), (380, 190)],
    );
    canvas.rounded(CREAM, 190, 226, 160, 118, 8);
    canvas.polygon(colour, &[(246, 250), (294, 250), (308, 300), (232, 300)]);
    canvas.line(dark(colour, 20), (270, 236), (270, 252), 3);
    canvas.rounded(colour, 222, 316, 96, 9, 4);
}

pub(super) fn biscuits(canvas: &mut Canvas) {
    shadow(canvas, 300, 170);
    for (x, y, width) in [
        (150, 340, 300),
        (172, 292, 262),
        (140, 244, 290),
        (186, 196, 226),
    ] {
        canvas.rounded(dark(ALMOND, 26), x, y + 6, width, 44, 22);
        canvas.rounded(ALMOND, x, y, width, 42, 21);
        canvas.rounded(light(ALMOND, 26), x + 18, y + 6, width - 60, 9, 4);
        for almond in 0..4 {
            let (x, y) = (x + 46 + almond * (width - 90) / 3, y + 25);
            canvas.ellipse([150, 92, 54], x, y, 15, 7);
            canvas.ellipse([244, 226, 190], x, y, 11, 4);
        }
    }
}

pub(super) fn cubes(canvas: &mut Canvas) {
    let amber = [224, 160, 70];
    shadow(canvas, 300, 180);
    for (x, y) in [
        (150, 322),
        (230, 326),
        (310, 320),
        (388, 326),
        (190, 258),
        (270, 254),
        (350, 260),
        (232, 190),
        (312, 194),
    ] {
        canvas.rounded(dark(amber, 20), x, y + 5, 68, 62, 12);
        canvas.rounded(amber, x, y, 66, 60, 12);
        canvas.rounded(light(amber, 34), x + 9, y + 8, 40, 12, 6);
        for (dx, dy) in [(14, 30), (34, 38), (48, 26), (24, 48), (50, 46)] {
            canvas.rectangle(light(amber, 70), x + dx, y + dy, 3, 3);
        }
    }
}

pub(super) fn bar(canvas: &mut Canvas, wrapper: Colour, chocolate: Colour) {
    shadow(canvas, 300, 150);
    canvas.rounded(dark(chocolate, 20), 190, 84, 220, 306, 8);
    for row in 0..3 {
        for column in 0..3 {
            let (x, y) = (198 + column * 69, 92 + row * 56);
            canvas.rounded(chocolate, x, y, 65, 52, 5);
            canvas.rounded(light(chocolate, 14), x + 8, y + 7, 48, 9, 4);
        }
    }
    canvas.polygon(
        [220, 222, 226],
        &[
            (182, 238),
            (240, 222),
            (300, 244),
            (360, 224),
            (418, 240),
            (418, 268),
            (182, 268),
        ],
    );
    canvas.rectangle(wrapper, 182, 256, 236, 134);
    canvas.rounded(CREAM, 212, 284, 176, 78, 6);
    canvas.rounded(wrapper, 242, 304, 116, 12, 6);
    canvas.rounded(mix(wrapper, CREAM, 50), 262, 328, 76, 9, 4);
}

pub(super) fn pralines(canvas: &mut Canvas) {
    let lid = [122, 68, 100];
    shadow(canvas, 300, 190);
    canvas.rounded(dark(lid, 24), 130, 110, 340, 280, 12);
    canvas.rounded([246, 236, 224], 144, 124, 312, 252, 6);
    let kinds = [COCOA, [134, 88, 60], [244, 232, 212], [108, 62, 46]];
    for row in 0..4 {
        for column in 0..4 {
            let (x, y) = (186 + column * 76, 156 + row * 62);
            let kind = kinds[usize::try_from((row + column * 3) % 4).unwrap_or(0)];
            canvas.ellipse([222, 206, 186], x, y + 3, 32, 26);
            canvas.ellipse(kind, x, y, 27, 22);
            canvas.ellipse(light(kind, 24), x - 7, y - 8, 12, 5);
            canvas.line(GOLD, (x - 12, y + 6), (x + 14, y + 2), 3);
        }
    }
}

pub(super) fn filters(canvas: &mut Canvas) {
    shadow(canvas, 300, 170);
    for layer in 0..6 {
        let (x, y) = (layer * 9, layer * 8);
        let shade = if layer % 2 == 0 {
            [222, 196, 156]
        } else {
            [236, 214, 178]
        };
        canvas.polygon(
            shade,
            &[
                (150 + x, 110 + y),
                (410 + x, 110 + y),
                (334 + x, 346 + y),
                (226 + x, 346 + y),
            ],
        );
    }
    canvas.polygon(
        [206, 178, 136],
        &[(205, 160), (217, 156), (290, 378), (274, 386)],
    );
    canvas.rounded(light(GOLD, 20), 300, 220, 66, 66, 33);
    canvas.rounded([206, 178, 136], 316, 248, 34, 10, 5);
}

pub(super) fn tablets(canvas: &mut Canvas) {
    let sachet = [88, 150, 170];
    shadow(canvas, 300, 170);
    canvas.rounded(sachet, 170, 110, 190, 278, 10);
    canvas.rectangle(light(sachet, 30), 170, 128, 190, 12);
    canvas.rounded(CREAM, 196, 176, 138, 130, 8);
    canvas.polygon(sachet, &[(265, 192), (296, 250), (234, 250)]);
    canvas.ellipse(sachet, 265, 258, 31, 30);
    for (x, y) in [(420, 366), (392, 330), (458, 336)] {
        canvas.ellipse([190, 200, 204], x, y + 6, 40, 18);
        canvas.ellipse([244, 248, 248], x, y, 40, 18);
        canvas.line([200, 210, 214], (x - 30, y), (x + 30, y), 3);
    }
}

pub(super) fn shirt(canvas: &mut Canvas, colour: Colour) {
    let fold = dark(colour, 16);
    canvas.polygon(fold, &[(198, 78), (110, 166), (166, 222), (230, 160)]);
    canvas.polygon(fold, &[(402, 78), (490, 166), (434, 222), (370, 160)]);
    canvas.polygon(
        colour,
        &[
            (206, 74),
            (394, 74),
            (410, 120),
            (410, 402),
            (190, 402),
            (190, 120),
        ],
    );
    canvas.polygon(colour, &[(206, 74), (128, 152), (172, 196), (220, 150)]);
    canvas.polygon(colour, &[(394, 74), (472, 152), (428, 196), (380, 150)]);
    canvas.ellipse(dark(colour, 34), 300, 74, 50, 34);
    canvas.ellipse(light(colour, 10), 300, 68, 42, 26);
    canvas.rectangle(fold, 190, 392, 220, 4);
    let print = if colour[0] > 128 {
        [120, 84, 58]
    } else {
        CREAM
    };
    kettle(canvas, 300, 206, print);
}

/// The small kettle of the roastery.
fn kettle(canvas: &mut Canvas, x: i32, y: i32, colour: Colour) {
    canvas.polygon(
        colour,
        &[
            (x - 26, y - 22),
            (x + 26, y - 22),
            (x + 38, y + 30),
            (x - 38, y + 30),
        ],
    );
    canvas.line(colour, (x + 30, y + 14), (x + 58, y - 22), 7);
    canvas.line(colour, (x - 30, y - 10), (x - 54, y - 10), 6);
    canvas.line(colour, (x - 52, y - 12), (x - 52, y + 22), 6);
    canvas.rounded(colour, x - 12, y - 36, 24, 10, 5);
}

pub(super) fn tote(canvas: &mut Canvas, colour: Colour) {
    let handle = dark(colour, 20);
    shadow(canvas, 300, 140);
    for x in [244, 356] {
        canvas.line(handle, (x, 176), (x + (300 - x) / 3, 60), 12);
    }
    canvas.line(handle, (262, 62), (338, 62), 12);
    canvas.polygon(colour, &[(176, 168), (424, 168), (438, 388), (162, 388)]);
    canvas.polygon(
        dark(colour, 10),
        &[(396, 168), (424, 168), (438, 388), (402, 388)],
    );
    canvas.rectangle(dark(colour, 12), 176, 168, 248, 8);
    let print = if colour[1] > 128 {
        [120, 84, 58]
    } else {
        CREAM
    };
    kettle(canvas, 296, 280, print);
}

pub(super) fn apron(canvas: &mut Canvas, colour: Colour) {
    let strap = [146, 98, 62];
    canvas.line(strap, (254, 96), (280, 30), 9);
    canvas.line(strap, (346, 96), (320, 30), 9);
    canvas.line(strap, (278, 32), (322, 32), 9);
    canvas.line(strap, (180, 214), (96, 250), 9);
    canvas.line(strap, (420, 214), (504, 250), 9);
    canvas.polygon(
        colour,
        &[
            (244, 90),
            (356, 90),
            (376, 178),
            (424, 206),
            (424, 404),
            (176, 404),
            (176, 206),
            (224, 178),
        ],
    );
    canvas.rectangle(dark(colour, 16), 176, 396, 248, 8);
    canvas.rounded(dark(colour, 14), 222, 262, 156, 96, 8);
    canvas.rounded(light(colour, 8), 226, 266, 148, 88, 6);
    canvas.line(dark(colour, 14), (300, 262), (300, 356), 4);
    canvas.rounded(strap, 270, 126, 60, 34, 4);
}

pub(super) fn tasting(canvas: &mut Canvas) {
    let colours = [[222, 122, 70], [62, 122, 88], [86, 84, 142], [168, 64, 52]];
    for (x, colour) in [150, 250, 350, 450].into_iter().zip(colours) {
        bag(canvas, x, 2, colour, Emblem::Bean);
    }
    let ribbon = [206, 78, 92];
    canvas.rectangle(ribbon, 60, 344, 480, 16);
    canvas.ellipse(ribbon, 276, 338, 28, 15);
    canvas.ellipse(ribbon, 324, 338, 28, 15);
    canvas.ellipse(dark(ribbon, 22), 300, 344, 12, 12);
}

pub(super) fn parcel(canvas: &mut Canvas, colour: Colour) {
    let ribbon = [52, 96, 150];
    shadow(canvas, 260, 170);
    canvas.rectangle(colour, 130, 196, 250, 192);
    canvas.rectangle(dark(colour, 10), 330, 196, 50, 192);
    canvas.rounded(light(colour, 14), 118, 162, 274, 52, 6);
    canvas.rectangle(ribbon, 236, 162, 34, 226);
    canvas.ellipse(ribbon, 218, 142, 42, 24);
    canvas.ellipse(ribbon, 290, 142, 42, 24);
    canvas.ellipse(light(ribbon, 24), 218, 142, 24, 11);
    canvas.ellipse(light(ribbon, 24), 290, 142, 24, 11);
    canvas.ellipse(dark(ribbon, 22), 254, 150, 17, 15);
}
