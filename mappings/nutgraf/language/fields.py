"""Words that name fields of knowledge and of business, as closed lists.

A capitalised noun is a field of knowledge only beside words that such fields are named with: “Quantum
Computing” is one, and a firm called after its owner is not.
"""

from __future__ import annotations

DISCIPLINES = frozenset(
    """
    Acoustics Agriculture Analysis Analytics Anthropology Aquaculture Archaeology Automation Biology
    Chemistry Computing Cryptography Design Ecology Economics Editing Electronics Encryption
    Engineering Epidemiology Fabrication Farming Genetics Genomics Geology Geophysics
    Horticulture Hydrology Imaging Immunology Informatics Learning Linguistics Lithography
    Manufacturing Mathematics Mechanics Medicine Metallurgy Microscopy Modeling Modelling
    Neuroscience Oncology Optics Pathology Pharmacology Photonics Physics Printing Processing
    Programming Psychiatry Psychology Recognition Robotics Science Sciences Sensing Sequencing
    Simulation Sociology Spectroscopy Statistics Studies Surgery Theory Therapy Tomography Toxicology
    Virology
    """.split()
)
"""Nouns that the name of a discipline, a method or a technology ends in."""

SUBJECTS = frozenset(
    """
    Adaptive Additive Aeronautical Aerospace Agricultural Aided Analytical Animal Applied Artificial
    Assisted Atmospheric Atomic Automotive Behavioral Behavioural Biological Biomedical Brain Cell
    Cellular Chemical Circuit Civil Climate Clinical Cloud Cognitive Comparative Computational Computer
    Condensed Control Cosmetic Crop Cultural Data Deep Dental Design Developmental Diagnostic Dialectical
    Digital Discrete Distributed Drug Earth Edge Electric Electrical Electron Electronic Emergency
    Environmental Evolutionary Experimental Face Facial Federated Fluid Food Forensic Functional Game
    Gender Gene Generative Genetic Genome Geological Geotechnical Graph Graphic Hormone Human Image
    Industrial Information Inorganic Integrated Integrative Knowledge Language Laser Lean Life Light
    Machine Magnetic Marine Material Materials Mathematical Matter Mechanical Medical Membrane Military
    Model Molecular Music Natural Network Neural Nuclear Number Occupational Ocean Oceanographic
    Optical Organic Orthopaedic Orthopedic Palliative Parallel Particle Pattern Petroleum Physical
    Planetary Plant Plasma Plastic Political Polymer Power Precision Predictive Preventive Process
    Protein Quantitative Quantum Radiation Reconstructive Regenerative Reinforcement Remote Resonance
    Reverse Robotic Semiconductor Signal Social Software Soil Solid Space Speech Sports Statistical
    Stem String Structural Supervised Surgical Synthetic System Systems Text Theoretical
    Thermal Tissue Transfer Transport Tropical Unsupervised Urban User Vascular Vector Veterinary
    Virtual Visual Voice Web
    """.split()
)
"""Words that stand before that noun; none of them is a name, and none says whose it is."""

TECHNOLOGIES = frozenset(
    {
        "Artificial General Intelligence",
        "Artificial Intelligence",
        "Augmented Reality",
        "Carbon Capture",
        "Computer Vision",
        "Data Mining",
        "Fluid Dynamics",
        "Information Technology",
        "Machine Vision",
        "Molecular Dynamics",
        "Nuclear Fusion",
        "Text Mining",
        "Traditional Chinese Medicine",
        "Virtual Reality",
    }
)
"""Fields whose nouns, beside other words, name firms and offices rather."""

LAST_WORDS = DISCIPLINES | {name.rpartition(" ")[2] for name in TECHNOLOGIES}
"""What the name of a field of knowledge can end in."""

TRADES = frozenset(
    """
    aerospace agribusiness agricultural agriculture aluminium aluminum apparel aquaculture arms arts
    auto automobile automotive aviation baking banana banking battery beef beer beverage biofuel biotech
    biotechnology bitcoin brewing broadcasting cannabis car cashew casino catering cattle cement ceramics
    charcoal charity chemical chemicals chip chocolate cinema clothing coal cobalt cocoa coconut coffee
    communications computer construction copper cosmetics cotton cruise cryptocurrency dairy defence
    defense diamond distilling drone education egg electricity electronics energy engineering
    entertainment farming fashion fertiliser fertilizer film financial fisheries fishery fishing flower
    food footwear forestry freight fruit fuel furniture gambling gaming garment gas gems glass gold
    grain grocery haulage health healthcare herring horticulture hospitality hotel housing hydrogen
    hydropower insurance internet iron jewellery jewelry jute knitwear leather leisure lithium livestock
    lobster logging logistics lumber machinery manufacturing maritime meat media medical metal metals
    microchip milk mineral minerals mining motor movie music newspaper nickel nuclear oil packaging
    paper peat pharma pharmaceutical pharmaceuticals plastic plastics pork potash potato poultry power
    printing property publishing rail railway recycling restaurant retail rice robotics rubber salmon
    salt seafood seaweed seed semiconductor semiconductors services shellfish shipbuilding shipping
    shoe shrimp silk silver software solar space spice sports steel sugar tanning tea tech technology
    renewables telecom telecommunication telecommunications telecoms television textile textiles timber tin tobacco
    tourism toy transport transportation travel trucking tuna uranium vanilla viticulture waste water
    weapons whaling wheat wind wine wood wool
    """.split()
)
"""Goods and activities that an industry or a sector of an economy is named after."""

COMPOUND_TRADES = frozenset(
    {
        "aged care",
        "artificial intelligence",
        "child care",
        "civil aviation",
        "clean energy",
        "consumer electronics",
        "consumer goods",
        "cut flower",
        "data centre",
        "data center",
        "electric car",
        "electric vehicle",
        "fast food",
        "financial services",
        "food processing",
        "fossil fuel",
        "health care",
        "higher education",
        "information technology",
        "life sciences",
        "meat processing",
        "natural gas",
        "olive oil",
        "palm oil",
        "precious metals",
        "rare earth",
        "real estate",
        "renewable energy",
        "seafood processing",
        "social care",
        "soft drinks",
        "video game",
        "video games",
    }
)
"""Those that take two words."""
