//! Pictures of the example's goods, drawn of a few shapes each: small, flat, and always the same.

mod canvas;
mod motifs;
mod tableware;

pub(super) use self::canvas::Canvas;

use self::canvas::Colour;
use self::motifs::Emblem;

const PAPER: Colour = [243, 236, 224];
const SKY: Colour = [214, 229, 236];
const ROSE: Colour = [244, 222, 214];
const MINT: Colour = [217, 234, 220];
const SUN: Colour = [249, 232, 197];
const LILAC: Colour = [228, 222, 240];

const BLUE: Colour = [52, 96, 150];
const SAND: Colour = [214, 185, 142];
const MOSS: Colour = [104, 128, 84];
const NAVY: Colour = [42, 58, 96];
const OAT: Colour = [226, 210, 184];
const BRICK: Colour = [176, 84, 62];
const COCOA: Colour = [84, 52, 38];
const STEEL: Colour = [158, 168, 176];
const KRAFT: Colour = [197, 160, 117];

/// The pictures of a product, by the SKU of its first variant.
pub(super) fn of_product(sku: &str) -> Vec<Canvas> {
    match sku {
        "COF-ETH-250" => vec![
            bag(SUN, [222, 122, 70], Emblem::Sun),
            beans(SUN, [150, 92, 56]),
        ],
        "COF-BRA-250" => vec![
            bag(MINT, [62, 122, 88], Emblem::Leaf),
            beans(MINT, [110, 68, 44]),
        ],
        "COF-HSE-250" => vec![
            bag(ROSE, [60, 48, 56], Emblem::Bean),
            beans(ROSE, COCOA),
            above(ROSE, [240, 234, 226]),
        ],
        "COF-DEC-250" => vec![bag(SKY, [92, 140, 178], Emblem::Moon)],
        "COF-MOK-250" => vec![bag(PAPER, [168, 64, 52], Emblem::Bean)],
        "COF-DRP-10" => vec![on(SKY, |canvas| motifs::carton(canvas, [86, 110, 150]))],
        "TEA-ASM-100" => vec![
            tin(SUN, [158, 62, 48], Emblem::Leaf),
            leaves(SUN, [96, 58, 40]),
        ],
        "TEA-EGR-100" => vec![tin(LILAC, [86, 84, 142], Emblem::Sun)],
        "TEA-SEN-50" => vec![
            tin(MINT, [70, 122, 82], Emblem::Leaf),
            leaves(MINT, [92, 138, 72]),
        ],
        "TEA-JAS-50" => vec![tin(PAPER, [120, 150, 128], Emblem::Moon)],
        "TEA-MNT-40" => vec![leaves(MINT, [74, 150, 104])],
        "TEA-RBS-100" => vec![tin(ROSE, [186, 92, 60], Emblem::Sun)],
        "SWT-ALM-200" => vec![on(SUN, motifs::biscuits)],
        "SWT-GNG-120" => vec![on(MINT, motifs::cubes)],
        "CHO-070-80" => vec![on(ROSE, |canvas| motifs::bar(canvas, [62, 44, 60], COCOA))],
        "CHO-SLT-80" => vec![on(SKY, |canvas| {
            motifs::bar(canvas, [70, 128, 158], [136, 90, 62]);
        })],
        "CHO-BOX-16" => vec![on(LILAC, motifs::pralines)],
        "BRW-V02-CER" => vec![on(PAPER, |canvas| {
            tableware::dripper(canvas, [238, 240, 238]);
        })],
        "BRW-FRP-600" => vec![on(SKY, |canvas| tableware::press(canvas, STEEL))],
        "BRW-POT-800" => vec![on(ROSE, tableware::teapot)],
        "GRN-HND-30" => vec![on(SUN, |canvas| tableware::grinder(canvas, [70, 74, 82]))],
        "SCL-TMR-2K" => vec![on(MINT, tableware::scale)],
        "FLT-PAP-100" => vec![on(LILAC, motifs::filters)],
        "CAR-DSC-12" => vec![on(SKY, motifs::tablets)],
        "MUG-BLU-350" => vec![on(PAPER, tableware::three_mugs), above(PAPER, BLUE)],
        "CUP-ESP-2" => vec![on(ROSE, tableware::espresso)],
        "MUG-TRV-400" => vec![on(SUN, |canvas| tableware::travel(canvas, [58, 110, 112]))],
        "TSH-NAV-S" => vec![shirt(NAVY), shirt(OAT)],
        "TOT-NAT" => vec![tote(OAT)],
        "APR-DEN-1" => vec![on(PAPER, |canvas| motifs::apron(canvas, [72, 100, 138]))],
        "GFT-TST-4" => vec![on(LILAC, motifs::tasting)],
        "GFT-MRN-1" => vec![on(SUN, |canvas| {
            motifs::parcel(canvas, KRAFT);
            tableware::small_mug(canvas, 452, BLUE);
        })],
        _ => Vec::new(),
    }
}

/// A look that variants may share, and how it is drawn.
type Look = (&'static str, fn() -> Canvas);

/// What a variant looks like.
pub(super) fn of_variant(sku: &str) -> Option<Look> {
    Some(match sku {
        "MUG-BLU-350" => ("mug-blue", || mug(SKY, BLUE)),
        "MUG-SND-350" => ("mug-sand", || mug(SUN, SAND)),
        "MUG-MOS-350" => ("mug-moss", || mug(MINT, MOSS)),
        "TOT-NAT" => ("tote-natural", || tote(OAT)),
        "TOT-BRK" => ("tote-brick", || tote(BRICK)),
        _ if sku.starts_with("TSH-NAV") => ("shirt-navy", || shirt(NAVY)),
        _ if sku.starts_with("TSH-OAT") => ("shirt-oat", || shirt(OAT)),
        _ => return None,
    })
}

fn on(backdrop: Colour, draw: impl Fn(&mut Canvas)) -> Canvas {
    let mut canvas = motifs::table(backdrop);
    draw(&mut canvas);
    canvas
}

fn bag(backdrop: Colour, colour: Colour, emblem: Emblem) -> Canvas {
    on(backdrop, |canvas| {
        motifs::bag(canvas, 300, 1, colour, emblem);
    })
}

fn tin(backdrop: Colour, colour: Colour, emblem: Emblem) -> Canvas {
    on(backdrop, |canvas| motifs::tin(canvas, colour, emblem))
}

fn mug(backdrop: Colour, colour: Colour) -> Canvas {
    on(backdrop, |canvas| tableware::mug(canvas, colour))
}

fn beans(backdrop: Colour, colour: Colour) -> Canvas {
    motifs::scattered(backdrop, |canvas, x, y| motifs::bean(canvas, x, y, colour))
}

fn leaves(backdrop: Colour, colour: Colour) -> Canvas {
    motifs::scattered(backdrop, |canvas, x, y| {
        motifs::leaf(canvas, x, y, 30, colour);
    })
}

fn above(backdrop: Colour, colour: Colour) -> Canvas {
    let mut canvas = Canvas::new(backdrop);
    tableware::from_above(&mut canvas, colour);
    canvas
}

fn shirt(colour: Colour) -> Canvas {
    let mut canvas = Canvas::new(if colour == OAT { SKY } else { PAPER });
    motifs::shirt(&mut canvas, colour);
    canvas
}

fn tote(colour: Colour) -> Canvas {
    on(if colour == OAT { MINT } else { SUN }, |canvas| {
        motifs::tote(canvas, colour);
    })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::photo;

    fn skus(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                if let Some(sku) = fields.get("sku").and_then(Value::as_str) {
                    found.push(sku.to_owned());
                }
                let is_optioned = fields.contains_key("variants");
                for (key, value) in fields {
                    match value {
                        // A product is drawn by the first of its variants.
                        Value::Array(variants) if is_optioned && key == "variants" => {
                            skus(&variants[0], found);
                        }
                        other => skus(other, found),
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| skus(item, found)),
            _ => {}
        }
    }

    #[test]
    fn every_product_of_the_example_has_a_picture_and_always_the_same() {
        let example: Value = serde_json::from_str(super::super::filling::CATALOGUE)
            .expect("the example is a good file");
        let folder = tempfile::tempdir().expect("a folder");
        let mut all = Vec::new();
        skus(&example["categories"], &mut all);
        assert!(all.len() >= 25, "{} products", all.len());
        for sku in all {
            let pictures = of_product(&sku);
            assert!(!pictures.is_empty(), "{sku}");
            let file = |canvas: &Canvas| {
                let path = folder.path().join("picture.jpg");
                canvas.save(&path).expect("a picture that can be written");
                std::fs::read(&path).expect("what was written")
            };
            for (picture, again) in pictures.iter().zip(of_product(&sku)) {
                let bytes = file(picture);
                let prepared = photo::prepare(&bytes).map(|jpeg| jpeg.bytes);
                // Taken as it is: neither scaled nor encoded again.
                assert_eq!(prepared.ok().as_ref(), Some(&bytes), "{sku}");
                assert!(file(&again) == bytes, "{sku}");
            }
        }
    }
}
